import {
  CreateSnapshotCommand,
  CreateSnapshotsCommand,
  type CreateSnapshotsCommandInput,
  CreateTagsCommand,
  DeleteSnapshotCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  type DescribeSnapshotsCommandInput,
  DescribeVolumesCommand,
  type EC2Client,
  type Snapshot,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { launch, launchRunning, simulate } from './simulation.js';

const DEVICES = [
  { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20 } },
  { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 100, Encrypted: true } },
];
const TAGS = [{ ResourceType: 'volume' as const, Tags: [{ Key: 'Team', Value: 'labs' }] }];

async function stage(options: Parameters<typeof simulate>[0] = {}) {
  const simulation = simulate(options);
  const instanceId = await launchRunning(simulation, {
    BlockDeviceMappings: DEVICES,
    TagSpecifications: TAGS,
  });
  const create = (input: Partial<CreateSnapshotsCommandInput> = {}) =>
    simulation.ec2.send(
      new CreateSnapshotsCommand({ InstanceSpecification: { InstanceId: instanceId }, ...input }),
    );
  return { ...simulation, instanceId, create };
}

async function list(ec2: EC2Client, input: DescribeSnapshotsCommandInput = {}): Promise<Snapshot[]> {
  return (await ec2.send(new DescribeSnapshotsCommand(input))).Snapshots ?? [];
}

async function volumeIds(ec2: EC2Client): Promise<string[]> {
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand());
  return Volumes.map(({ VolumeId = '' }) => VolumeId);
}

describe('CreateSnapshots', () => {
  it('copies all volumes of an instance at one moment, and their tags', async () => {
    const { ec2, create } = await stage();

    const { Snapshots = [] } = await create({ Description: 'nightly', CopyTagsFromSource: 'volume' });

    expect(Snapshots.map(({ VolumeSize, Encrypted }) => [VolumeSize, Encrypted])).toEqual([
      [20, false],
      [100, true],
    ]);
    expect(new Set(Snapshots.map(({ StartTime }) => StartTime?.getTime())).size).toBe(1);
    expect(Snapshots).toMatchObject([
      { State: 'pending', Progress: '0%', Description: 'nightly', OwnerId: '123456789012' },
      { Tags: [{ Key: 'Team', Value: 'labs' }] },
    ]);
    expect(await list(ec2, { OwnerIds: ['self'] })).toHaveLength(2);
  });

  it('leaves volumes out', async () => {
    const { ec2, create, instanceId } = await stage();
    const [root, data] = await volumeIds(ec2);
    const copied = async (excluded: object) => {
      const reply = await create({ InstanceSpecification: { InstanceId: instanceId, ...excluded } });
      return reply.Snapshots?.map(({ VolumeId }) => VolumeId);
    };

    expect(await copied({ ExcludeBootVolume: true })).toEqual([data]);
    expect(await copied({ ExcludeDataVolumeIds: [data] })).toEqual([root]);
    await expect(copied({ ExcludeDataVolumeIds: [root] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('goes from pending to completed by the clock', async () => {
    const { aws, ec2, create } = await stage({ timing: { snapshotMs: 40_000 } });
    await create();

    await aws.advance(10_000);
    expect(await list(ec2)).toMatchObject([{ State: 'pending', Progress: '25%' }, {}]);
    await aws.advance(30_000);
    expect(await list(ec2)).toMatchObject([{ State: 'completed', Progress: '100%' }, {}]);
  });

  it('fails when it is told to', async () => {
    const { aws, ec2, create } = await stage();
    const { Snapshots = [] } = await create();
    const id = Snapshots[0]?.SnapshotId ?? '';

    aws.failSnapshot(id, 'The key was disabled.');

    const failed = { State: 'error', StateMessage: 'The key was disabled.' };
    expect(await list(ec2, { SnapshotIds: [id] })).toMatchObject([failed]);
    expect(() => aws.failSnapshot(id)).toThrow('not pending');
    expect(() => aws.failSnapshot('snap-1')).toThrow('no snapshot');
  });

  it('does nothing in a dry run, nor for somebody who may not', async () => {
    const { aws, ec2, create } = await stage();

    await expect(create({ DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperation' });
    aws.iam.deny({ action: 'ec2:CreateSnapshots' });
    await expect(create()).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    expect(await list(ec2)).toEqual([]);
  });

  it('needs to be allowed to set tags', async () => {
    const { aws, create } = await stage();
    aws.iam.deny({ action: 'ec2:CreateTags' });
    const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags: [{ Key: 'a', Value: 'b' }] }];

    await expect(create({ TagSpecifications })).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    expect((await create()).Snapshots).toHaveLength(2);
  });
});

describe('DescribeSnapshots', () => {
  it('finds by filters, and page by page', async () => {
    const { ec2, create } = await stage();
    for (let count = 0; count < 4; count += 1) await create();
    const [first] = await list(ec2);
    const filter = (Name: string, value = '') => list(ec2, { Filters: [{ Name, Values: [value] }] });
    await ec2.send(
      new CreateTagsCommand({ Resources: [first?.SnapshotId ?? ''], Tags: [{ Key: 'Lab', Value: '7' }] }),
    );

    expect(await filter('volume-id', first?.VolumeId)).toHaveLength(4);
    expect(await filter('tag:Lab', '7')).toMatchObject([{ SnapshotId: first?.SnapshotId }]);
    expect(await filter('status', 'completed')).toEqual([]);
    await expect(filter('no-such', 'x')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const page = await ec2.send(new DescribeSnapshotsCommand({ MaxResults: 5 }));
    const next = await ec2.send(new DescribeSnapshotsCommand({ MaxResults: 5, NextToken: page.NextToken }));
    expect([page.Snapshots?.length, next.Snapshots?.length, next.NextToken]).toEqual([5, 3, undefined]);
    expect(await list(ec2, { OwnerIds: ['999999999999'] })).toEqual([]);
  });

  it('knows no id that does not exist, or is not shown yet', async () => {
    const { aws, ec2, create } = await stage({ timing: { visibleAfterMs: 1_000 } });
    const { Snapshots = [] } = await create();
    const byId = (SnapshotId = '') => list(ec2, { SnapshotIds: [SnapshotId] });

    await expect(byId('snap-x')).rejects.toMatchObject({ name: 'InvalidSnapshotID.Malformed' });
    await expect(byId(Snapshots[0]?.SnapshotId)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    await aws.advance(1_000);
    expect(await byId(Snapshots[0]?.SnapshotId)).toHaveLength(1);
  });
});

describe('CreateSnapshot and DeleteSnapshot', () => {
  it('copies one volume, and deletes the copy', async () => {
    const { ec2 } = await stage();
    const [VolumeId] = await volumeIds(ec2);
    const { SnapshotId } = await ec2.send(new CreateSnapshotCommand({ VolumeId }));

    await ec2.send(new DeleteSnapshotCommand({ SnapshotId }));

    expect(await list(ec2)).toEqual([]);
    const again = ec2.send(new DeleteSnapshotCommand({ SnapshotId }));
    await expect(again).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    const unknown = ec2.send(new CreateSnapshotCommand({ VolumeId: 'vol-00000000000000000' }));
    await expect(unknown).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
  });

  it('fills a volume of a launch, once it is completed', async () => {
    const { aws, ec2, create } = await stage();
    const { Snapshots = [] } = await create();
    const [root, data] = Snapshots.map(({ SnapshotId }) => SnapshotId);
    const from = (DeviceName: string, SnapshotId: string | undefined, VolumeSize?: number) =>
      launch(ec2, { BlockDeviceMappings: [{ DeviceName, Ebs: { SnapshotId, VolumeSize } }] });

    await expect(from('/dev/sdf', data)).rejects.toMatchObject({ name: 'IncorrectState' });
    await aws.advance(60_000);
    const refused = { name: 'InvalidBlockDeviceMapping' };
    await expect(from('/dev/xvda', root)).rejects.toMatchObject(refused);
    await expect(from('/dev/sdf', data, 50)).rejects.toMatchObject(refused);
    const [made] = await from('/dev/sdf', data);
    const Filters = [{ Name: 'attachment.instance-id', Values: [made?.InstanceId ?? ''] }];
    const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({ Filters }));
    expect(Volumes).toContainEqual(expect.objectContaining({ SnapshotId: data, Size: 100 }));
    expect((await ec2.send(new DescribeInstancesCommand())).Reservations).toHaveLength(2);
  });
});
