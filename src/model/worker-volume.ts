import type { AwsRegion } from './aws-region.js';
import type { OpenUnion } from './open-union.js';
import type { Tags } from './tags.js';

/** What a volume is doing. */
export type WorkerVolumeState = OpenUnion<
  'creating' | 'available' | 'in-use' | 'deleting' | 'deleted' | 'error'
>;

/** An EBS volume, with where it is attached. */
export interface WorkerVolume {
  /** Such as `vol-0123456789abcdef0`. */
  readonly volumeId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** Such as `us-east-1a`. */
  readonly availabilityZone: string | undefined;
  /** The instance that it is attached to; `undefined` while there is none. */
  readonly instanceId: string | undefined;
  /** Such as `/dev/sdf`; `undefined` while it is attached to nothing. */
  readonly deviceName: string | undefined;
  /** Whether it goes with its instance; `undefined` while it is attached to nothing. */
  readonly deleteOnTermination: boolean | undefined;
  /** What it is doing. */
  readonly state: WorkerVolumeState;
  /** In GiB. */
  readonly sizeGiB: number;
  /** Such as `gp3`. */
  readonly type: string;
  /** Operations per second; `undefined` for types that have no such number. */
  readonly iops: number | undefined;
  /** In MiB per second; `undefined` for types that have no such number. */
  readonly throughput: number | undefined;
  /** Whether it is encrypted. */
  readonly encrypted: boolean;
  /** The ARN of its KMS key; `undefined` for one that is not encrypted. */
  readonly kmsKeyId: string | undefined;
  /** The snapshot that it was made from; `undefined` for one that began empty. */
  readonly snapshotId: string | undefined;
  /** When it was made. */
  readonly createdAt: Date | undefined;
  /** Its tags. */
  readonly tags: Tags;
}
