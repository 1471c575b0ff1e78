import {
  CreateImageCommand,
  type CreateImageCommandInput,
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeSpotPriceHistoryCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchRunning, simulate, stateOf } from './simulation.js';

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
});

describe('the spot market', () => {
  it('marks a request before the instance is taken back', async () => {
    const simulation = simulate();
    const { aws, ec2 } = simulation;
    const id = await launchRunning(simulation, { InstanceMarketOptions: { MarketType: 'spot' } });
    const status = async () => {
      const reply = await ec2.send(new DescribeSpotInstanceRequestsCommand());
      return reply.SpotInstanceRequests?.map(({ State, Status }) => [State, Status?.Code]);
    };

    expect(await status()).toEqual([['active', 'fulfilled']]);
    aws.interruptSpot(id, { noticeMs: 120_000 });
    expect(await status()).toEqual([['active', 'marked-for-termination']]);
    await aws.advance(119_000);
    expect(await stateOf(ec2, id)).toBe('running');
    await aws.advance(1_000);
    expect(await stateOf(ec2, id)).toBe('shutting-down');
    expect(await status()).toEqual([['closed', 'instance-terminated-no-capacity']]);
  });

  it('has the prices that were put there', async () => {
    const { aws, ec2 } = simulate();
    aws.putSpotPrice({ instanceType: 'c5.large', availabilityZone: 'us-east-1a', usdPerHour: 0.03 });
    const read = (InstanceTypes: ('c5.large' | 'm5.large')[]) =>
      ec2.send(new DescribeSpotPriceHistoryCommand({ InstanceTypes, StartTime: new Date(aws.clock.now()) }));

    expect((await read(['c5.large'])).SpotPriceHistory).toMatchObject([{ SpotPrice: '0.030000' }]);
    expect((await read(['m5.large'])).SpotPriceHistory).toEqual([]);
  });
});
