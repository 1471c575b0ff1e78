import type { Step } from '../step.js';

const NAMED = 'copy of a worker';

/** Copies of the volume of `{worker}`, and an image of it. */
export const snapshotSteps: readonly Step[] = [
  {
    name: 'find the volume of an instance',
    service: 'ec2',
    action: 'DescribeVolumes',
    input: { Filters: [{ Name: 'attachment.instance-id', Values: ['{worker}'] }] },
    keep: { volume: 'Volumes[0].VolumeId' },
    observe: ['length(Volumes)', 'Volumes[0].State'],
    expect: [1, 'in-use'],
  },
  {
    name: 'snapshot all volumes of an instance',
    service: 'ec2',
    action: 'CreateSnapshots',
    input: {
      InstanceSpecification: { InstanceId: '{worker}' },
      Description: NAMED,
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'of', Value: 'worker' }] }],
    },
    keep: { copied: 'Snapshots[0].VolumeId' },
    observe: ['length(Snapshots)', 'Snapshots[0].State', 'Snapshots[0].Description', 'Snapshots[0].Tags'],
    expect: [1, 'pending', NAMED, [{ Key: 'of', Value: 'worker' }]],
  },
  {
    name: 'snapshot the volumes of an unknown instance',
    service: 'ec2',
    action: 'CreateSnapshots',
    input: { InstanceSpecification: { InstanceId: 'i-0123456789abcdef0' } },
    expect: 'InvalidInstanceID.NotFound',
  },
  {
    name: 'snapshot a volume',
    service: 'ec2',
    action: 'CreateSnapshot',
    input: { VolumeId: '{volume}' },
    keep: { snapshot: 'SnapshotId' },
    observe: ['State', 'Encrypted'],
    expect: ['pending', false],
  },
  {
    name: 'snapshot a volume that does not exist',
    service: 'ec2',
    action: 'CreateSnapshot',
    input: { VolumeId: 'vol-0123456789abcdef0' },
    expect: 'InvalidVolume.NotFound',
  },
  {
    name: 'describe a snapshot',
    service: 'ec2',
    action: 'DescribeSnapshots',
    input: { SnapshotIds: ['{snapshot}'] },
    settleSeconds: 0.5,
    observe: ['Snapshots[].[State, Progress, StorageTier]'],
    expect: [[['completed', '100%', 'standard']]],
  },
  {
    name: 'find snapshots by a tag and the volume',
    service: 'ec2',
    action: 'DescribeSnapshots',
    input: {
      OwnerIds: ['self'],
      Filters: [
        { Name: 'tag:of', Values: ['worker'] },
        { Name: 'volume-id', Values: ['{volume}', '{copied}'] },
      ],
    },
    observe: ['Snapshots[].Description'],
    expect: [[NAMED]],
  },
  {
    name: 'delete a snapshot',
    service: 'ec2',
    action: 'DeleteSnapshot',
    input: { SnapshotId: '{snapshot}' },
    expect: [],
  },
  {
    name: 'describe a snapshot that was deleted',
    service: 'ec2',
    action: 'DescribeSnapshots',
    input: { SnapshotIds: ['{snapshot}'] },
    expect: 'InvalidSnapshot.NotFound',
  },
];
