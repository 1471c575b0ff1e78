import {
  CreateImageCommand,
  type CreateImageCommandInput,
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchRunning, simulate } from './simulation.js';

async function stage(options: Parameters<typeof simulate>[0] = {}) {
  const simulation = simulate(options);
  const { ec2 } = simulation;
  const InstanceId = await launchRunning(simulation);
  const create = (input: Partial<CreateImageCommandInput> = {}) =>
    ec2.send(new CreateImageCommand({ InstanceId, Name: 'golden', NoReboot: true, ...input }));
  const images = async (input: object = {}) =>
    (await ec2.send(new DescribeImagesCommand({ Owners: ['self'], ...input }))).Images ?? [];
  const snapshots = async () =>
    (await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }))).Snapshots ?? [];
  return { ...simulation, InstanceId, create, images, snapshots };
}

describe('CreateImage', () => {
  it('is pending until its snapshots are completed, and then can be launched', async () => {
    const { aws, ec2, create, images, snapshots } = await stage();
    const { ImageId } = await create({
      TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Lab', Value: '7' }] }],
    });

    const tags = [{ Key: 'Lab', Value: '7' }];
    expect(await images()).toMatchObject([{ ImageId, Name: 'golden', State: 'pending', Tags: tags }]);
    await expect(launch(ec2, { ImageId })).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
    await aws.advance(60_000);
    expect(await images()).toMatchObject([{ State: 'available' }]);
    const [snapshot] = await snapshots();
    const Values = [snapshot?.SnapshotId ?? ''];
    expect(await images({ Filters: [{ Name: 'block-device-mapping.snapshot-id', Values }] })).toHaveLength(1);
    expect(await launch(ec2, { ImageId })).toHaveLength(1);
  });

  it('takes a name once, and refuses names and states that will not do', async () => {
    const { create, images } = await stage();
    await create();

    await expect(create()).rejects.toMatchObject({ name: 'InvalidAMIName.Duplicate' });
    await expect(create({ Name: 'a*' })).rejects.toMatchObject({ name: 'InvalidAMIName.Malformed' });
    await expect(create({ Name: 'other', DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperation' });
    expect(await images()).toHaveLength(1);
  });

  it('fails with its snapshots', async () => {
    const { aws, create, images, snapshots } = await stage();
    await create();

    aws.failSnapshot((await snapshots())[0]?.SnapshotId ?? '');

    expect(await images()).toMatchObject([{ State: 'failed' }]);
  });

  it('keeps its snapshots from being deleted until it is deregistered', async () => {
    const { ec2, create, images, snapshots } = await stage();
    const { ImageId } = await create();
    const SnapshotId = (await snapshots())[0]?.SnapshotId;
    const remove = () => ec2.send(new DeleteSnapshotCommand({ SnapshotId }));

    await expect(remove()).rejects.toMatchObject({ name: 'InvalidSnapshot.InUse' });
    await ec2.send(new DeregisterImageCommand({ ImageId }));
    await remove();

    expect([await images(), await snapshots()]).toEqual([[], []]);
    await expect(launch(ec2, { ImageId })).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  it('takes its snapshots along when it is asked to', async () => {
    const { ec2, create, snapshots } = await stage();
    const { ImageId } = await create();

    await ec2.send(new DeregisterImageCommand({ ImageId, DeleteAssociatedSnapshots: true }));

    expect(await snapshots()).toEqual([]);
  });

  it('keeps a snapshot that another image is made of, too', async () => {
    const { aws, ec2, create, snapshots } = await stage();
    const { ImageId } = await create();
    const SnapshotId = (await snapshots())[0]?.SnapshotId;
    aws.putImage({ name: 'other', snapshotId: SnapshotId });

    const reply = await ec2.send(new DeregisterImageCommand({ ImageId, DeleteAssociatedSnapshots: true }));

    expect(reply.DeleteSnapshotResults).toEqual([{ SnapshotId, ReturnCode: 'skipped' }]);
    expect(await snapshots()).toMatchObject([{ SnapshotId }]);
  });

  it('is unknown to every call until it is visible', async () => {
    const { aws, ec2, create, images } = await stage({
      timing: { visibleAfterMs: 5_000, snapshotMs: 1_000 },
    });
    const { ImageId = '' } = await create({
      TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Lab', Value: '7' }] }],
    });
    const tags = async () =>
      (await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['Lab'] }] }))).Tags;
    const deregister = () => ec2.send(new DeregisterImageCommand({ ImageId }));
    const unknown = { name: 'InvalidAMIID.NotFound' };

    await aws.advance(1_000);
    await expect(launch(ec2, { ImageId })).rejects.toMatchObject(unknown);
    await expect(deregister()).rejects.toMatchObject(unknown);
    expect([await images(), await tags()]).toEqual([[], []]);
    await aws.advance(4_000);
    expect(await tags()).toMatchObject([{ ResourceId: ImageId }]);
    expect(await launch(ec2, { ImageId })).toHaveLength(1);
    await expect(deregister()).resolves.toMatchObject({ Return: true });
  });

  it('may be launched with another size of the root volume that its own snapshot fills', async () => {
    const { aws, ec2, create, images, snapshots } = await stage();
    const { ImageId } = await create();
    await aws.advance(60_000);
    const SnapshotId = (await snapshots())[0]?.SnapshotId;
    const from = (input: object) =>
      launch(ec2, {
        ...input,
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId, VolumeSize: 20 } }],
      });

    expect(await images()).toHaveLength(1);
    expect(await from({ ImageId })).toHaveLength(1);
    await expect(from({})).rejects.toMatchObject({ name: 'InvalidBlockDeviceMapping' });
  });
});

describe('DeregisterImage', () => {
  it('is remembered, until the image is put there again', async () => {
    const { aws, ec2 } = await stage();
    const imageId = aws.putImage({ name: 'golden' });
    const deregister = () => ec2.send(new DeregisterImageCommand({ ImageId: imageId }));

    await deregister();

    await expect(deregister()).rejects.toMatchObject({
      name: 'InvalidAMIID.Unavailable',
      message: `The image ID '${imageId}' is no longer available`,
      $metadata: { httpStatusCode: 400 },
    });
    aws.putImage({ name: 'golden', imageId });
    expect(await launch(ec2, { ImageId: imageId })).toHaveLength(1);
    await expect(deregister()).resolves.toMatchObject({ Return: true });
  });

  it('is for images of the account alone', async () => {
    const { aws, ec2 } = await stage();
    const ownerId = '999999999999';
    const shown = aws.putImage({ name: 'worker-1', ownerId });
    const hidden = aws.putImage({ name: 'worker-2', ownerId, public: false });
    const deregister = (ImageId: string) => ec2.send(new DeregisterImageCommand({ ImageId }));

    await expect(deregister(shown)).rejects.toMatchObject({ name: 'AuthFailure' });
    await expect(deregister(hidden)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await expect(deregister('ami-0123456789abcdef0')).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
    await expect(deregister('bogus')).rejects.toMatchObject({ name: 'InvalidAMIID.Malformed' });
  });
});
