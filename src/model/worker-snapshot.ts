import type { AwsRegion } from './aws-region.js';
import type { DataVolumeOptions, RootVolumeOptions } from './create-instance-input.js';
import type { OpenUnion } from './open-union.js';
import type { Tags } from './tags.js';

/** How a snapshot stands: only a `completed` one can be restored. */
export type SnapshotState = OpenUnion<'pending' | 'completed' | 'error' | 'recoverable' | 'recovering'>;

/** A copy of one volume. */
export interface WorkerSnapshot {
  /** Such as `snap-0123456789abcdef0`. */
  readonly snapshotId: string;
  /** The volume that it is a copy of, which may be gone. */
  readonly volumeId: string;
  /** The device that the volume had, such as `/dev/sdf`; `undefined` where the set does not tell. */
  readonly deviceName: string | undefined;
  /** How it stands. */
  readonly state: SnapshotState;
  /** Why it failed, where EC2 says so. */
  readonly stateMessage: string | undefined;
  /** 0 to 100; `undefined` where EC2 does not say. */
  readonly progressPercent: number | undefined;
  /** The size of the volume, in GiB, which is more than the copy takes up. */
  readonly sizeGiB: number;
  /** Whether it is encrypted, as its volume is. */
  readonly encrypted: boolean;
  /** The ARN of its KMS key; `undefined` for one that is not encrypted. */
  readonly kmsKeyId: string | undefined;
  /** The moment that it shows, the same in all of a set. */
  readonly startedAt: Date | undefined;
  /** When all of it was copied; `undefined` before that, and where EC2 does not say. */
  readonly completedAt: Date | undefined;
  /** What it was made for, in its maker's words. */
  readonly description: string | undefined;
  /** The account that owns it. */
  readonly ownerId: string | undefined;
  /** Its tags, those that keep the set together included. */
  readonly tags: Tags;
}

/** Which set of snapshots: a {@link SnapshotSet} is one as it is. */
export interface SnapshotSetRef {
  /** The worker that it was made of, which may be gone. */
  readonly instanceId: string;
  /** The key that it was made with. */
  readonly key: string;
  /** Where it is. Default: the client's own region. */
  readonly region?: AwsRegion | undefined;
}

/**
 * What gives back the volumes of a set: `dataVolumes` is what a launch takes. EC2 makes a root volume of nothing but
 * the image, so that the root has to come from an image of the worker, by `images.create`.
 */
export interface SnapshotRestore {
  /** The make of the root volume; `undefined` where the set does not have it. */
  readonly rootVolume: RootVolumeOptions | undefined;
  /** The copy of the root volume; `undefined` where the set does not have it. */
  readonly rootSnapshotId: string | undefined;
  /** The other volumes, each from its snapshot. */
  readonly dataVolumes: readonly DataVolumeOptions[];
}

/** The volumes of a worker as they were at one moment, as after a power cut: crash-consistent. */
export interface SnapshotSet {
  /** The worker that it was made of, which may be gone. */
  readonly instanceId: string;
  /** The key that it was made with: the caller's, or one that was made up. */
  readonly key: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** The moment that it shows. */
  readonly startedAt: Date | undefined;
  /** `error` if one of its snapshots is, `completed` if all of them are. */
  readonly state: SnapshotState;
  /** Whether every volume that it was made of has its snapshot still. */
  readonly complete: boolean;
  /** Of the one that is least advanced, 0 to 100; `undefined` where EC2 does not say. */
  readonly progressPercent: number | undefined;
  /** What it was made for, in its maker's words. */
  readonly description: string | undefined;
  /** The copies, by device. */
  readonly snapshots: readonly WorkerSnapshot[];
  /** What gives the volumes back. */
  readonly restore: SnapshotRestore;
}
