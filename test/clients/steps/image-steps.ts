import type { Step } from '../step.js';

/** An image of `{worker}`, and what becomes of its snapshot. */
export const imageSteps: readonly Step[] = [
  {
    name: 'make an image of an instance',
    service: 'ec2',
    action: 'CreateImage',
    input: { InstanceId: '{worker}', Name: 'image-of-worker', NoReboot: true },
    keep: { made: 'ImageId' },
    observe: ['length(ImageId)'],
    expect: [21],
  },
  {
    name: 'make an image by a name that is taken',
    service: 'ec2',
    action: 'CreateImage',
    input: { InstanceId: '{worker}', Name: 'image-of-worker', NoReboot: true },
    expect: 'InvalidAMIName.Duplicate',
  },
  {
    name: 'make an image by a name in the wrong form',
    service: 'ec2',
    action: 'CreateImage',
    input: { InstanceId: '{worker}', Name: 'image: worker', NoReboot: true },
    expect: 'InvalidAMIName.Malformed',
  },
  {
    name: 'describe an image of an instance',
    service: 'ec2',
    action: 'DescribeImages',
    input: { ImageIds: ['{made}'], Owners: ['self'] },
    settleSeconds: 0.5,
    keep: { imageSnapshot: 'Images[0].BlockDeviceMappings[0].Ebs.SnapshotId' },
    observe: ['Images[].[Name, State]'],
    expect: [[['image-of-worker', 'available']]],
  },
  {
    name: 'delete the snapshot of an image',
    service: 'ec2',
    action: 'DeleteSnapshot',
    input: { SnapshotId: '{imageSnapshot}' },
    expect: 'InvalidSnapshot.InUse',
  },
  {
    name: 'deregister an image',
    service: 'ec2',
    action: 'DeregisterImage',
    input: { ImageId: '{made}' },
    expect: [],
  },
  {
    name: 'deregister an image again',
    service: 'ec2',
    action: 'DeregisterImage',
    input: { ImageId: '{made}' },
    expect: 'InvalidAMIID.Unavailable',
  },
  {
    name: 'delete the snapshot that an image has left',
    service: 'ec2',
    action: 'DeleteSnapshot',
    input: { SnapshotId: '{imageSnapshot}' },
    expect: [],
  },
];
