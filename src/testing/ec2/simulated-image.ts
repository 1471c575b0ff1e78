import type { ArchitectureValues, Image } from '@aws-sdk/client-ec2';
import { ROOT_DEVICE } from './root-device.js';

/** A machine image to be found by DescribeImages. */
export interface SimulatedImage {
  /** Default: the next free id. */
  readonly imageId?: string | undefined;
  /** Such as `CML-2.7.0-Ubuntu-22.04`. */
  readonly name: string;
  /** Default: none. */
  readonly description?: string | undefined;
  /** Default `x86_64`. */
  readonly architecture?: ArchitectureValues | undefined;
  /** An account id. Default: the simulated account, so that the owner `self` finds it. */
  readonly ownerId?: string | undefined;
  /** The alias that its owner is known by. Default: none. */
  readonly ownerAlias?: 'amazon' | 'aws-marketplace' | undefined;
  /** Whether every account may use it. Default: `true` for an image of another account. */
  readonly public?: boolean | undefined;
  /** Default: the simulated time. */
  readonly createdAt?: Date | undefined;
  /** From then on it is listed only when deprecated images are asked for. Default: never. */
  readonly deprecatedAt?: Date | undefined;
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The snapshot that its root volume is made of, which then cannot be deleted. Default: one that nobody can see. */
  readonly snapshotId?: string | undefined;
  /** Default `us-east-1`. */
  readonly region?: string | undefined;
}

/** An image as DescribeImages shows it. */
export function describeImage(image: SimulatedImage, imageId: string, ownerId: string, now: number): Image {
  const tags = Object.entries(image.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return {
    ImageId: imageId,
    Name: image.name,
    Description: image.description,
    Architecture: image.architecture ?? 'x86_64',
    OwnerId: image.ownerId ?? ownerId,
    ImageOwnerAlias: image.ownerAlias,
    CreationDate: (image.createdAt ?? new Date(now)).toISOString(),
    DeprecationTime: image.deprecatedAt?.toISOString(),
    State: 'available',
    Public: image.public ?? (image.ownerId ?? ownerId) !== ownerId,
    ImageType: 'machine',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    RootDeviceType: 'ebs',
    RootDeviceName: ROOT_DEVICE,
    EnaSupport: true,
    BlockDeviceMappings: [
      {
        DeviceName: ROOT_DEVICE,
        Ebs: {
          SnapshotId: image.snapshotId,
          VolumeSize: 8,
          VolumeType: 'gp3',
          DeleteOnTermination: true,
        },
      },
    ],
    Tags: tags,
  };
}
