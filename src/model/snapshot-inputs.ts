import type { CallOptions } from './call-options.js';
import type { Tags } from './tags.js';
import type { WorkerRef } from './worker-ref.js';
import type { SnapshotSet } from './worker-snapshot.js';

/** What to copy of a worker. */
export interface CreateSnapshotsOptions extends CallOptions {
  /**
   * Makes it happen once for a worker: a second call with the same key gives the set of the first, whatever process
   * it comes from. Kept as a tag, since EC2 has no token for snapshots; 1 to 256 characters. Default: one that is made
   * up, by which at least a lost reply is made up for.
   */
  readonly key?: string | undefined;
  /** At most 255 characters. Default: none. */
  readonly description?: string | undefined;
  /** Over those that the volumes have. Default: none. */
  readonly tags?: Tags | undefined;
  /** Whether each snapshot gets the tags of its volume. Default `true`. */
  readonly copyTags?: boolean | undefined;
  /** Leaves the root volume out, which an image may hold as well. Default `false`. */
  readonly excludeRootVolume?: boolean | undefined;
  /** The devices of data volumes to leave out, such as `/dev/sdg`. Default: none. */
  readonly excludeDevices?: readonly string[] | undefined;
}

/** Which sets of snapshots to list; all that is given must hold. */
export interface SnapshotFilter {
  /** Of one worker, be it there or not. Default: of every worker. */
  readonly worker?: WorkerRef | undefined;
  /** Made with this key. Default: with any. */
  readonly key?: string | undefined;
  /** At least so old, in seconds. Default 0. */
  readonly minAgeSeconds?: number | undefined;
  /** At most so old, in seconds. Default: no limit. */
  readonly maxAgeSeconds?: number | undefined;
}

/** How a wait for snapshots goes on, told to `onProgress`. */
export interface SnapshotProgress {
  /** The set as it was last seen. */
  readonly set: SnapshotSet;
  /** Since the wait began. */
  readonly elapsedSeconds: number;
  /** How often EC2 was asked. */
  readonly polls: number;
}

/** How to wait for snapshots. */
export interface SnapshotWaitOptions extends CallOptions {
  /** In seconds, above 0. Default 3600: the first copy of a large volume takes its time. */
  readonly maxWaitTime?: number | undefined;
  /** The shortest time between two looks, in seconds, above 0. Default 5. */
  readonly minDelay?: number | undefined;
  /** The longest time between two looks, in seconds, at least `minDelay`. Default 15. */
  readonly maxDelay?: number | undefined;
  /** Called after each look that shows something new. What it throws is logged only. */
  readonly onProgress?: ((progress: SnapshotProgress) => void) | undefined;
}

/** Which sets to keep. A set is kept as long as one of the rules keeps it; at least one has to be given. */
export interface PruneSnapshotsOptions extends CallOptions {
  /** Keeps so many of the newest completed sets of each worker, at least 1. Default: the newest alone. */
  readonly keepNewest?: number | undefined;
  /** Keeps what is not older, in seconds, above 0. Default: nothing for its age. */
  readonly keepForSeconds?: number | undefined;
  /** Of one worker. Default: of every worker. */
  readonly worker?: WorkerRef | undefined;
  /** Only plans, and deletes nothing. Default `false`. */
  readonly dryRun?: boolean | undefined;
}

/** Why a set is kept. */
export type SnapshotKeepReason =
  /** It is being made. */
  | 'pending'
  /** It is the newest completed set of its worker. */
  | 'newest'
  /** It is among those that `keepNewest` keeps. */
  | 'among-newest'
  /** It is younger than `keepForSeconds`. */
  | 'recent'
  /** An image needs one of its snapshots. */
  | 'in-use'
  /** EC2 does not say when it was made. */
  | 'undated';

/** A set that is kept. */
export interface KeptSnapshotSet {
  /** The set. */
  readonly set: SnapshotSet;
  /** Why it is kept: the strongest reason of several. */
  readonly reason: SnapshotKeepReason;
}

/** A snapshot that could not be deleted. */
export interface SnapshotDeletionFailure {
  /** The snapshot. */
  readonly snapshotId: string;
  /** Why it is still there. */
  readonly error: Error;
}

/** What a pruning does, or would do. */
export interface SnapshotPruning {
  /** Whether it was only planned. */
  readonly dryRun: boolean;
  /** The sets to delete, the oldest first. */
  readonly doomed: readonly SnapshotSet[];
  /** The sets to keep, the newest first. */
  readonly kept: readonly KeptSnapshotSet[];
  /** The snapshots that were deleted; none in a dry run. */
  readonly deleted: readonly string[];
  /** What could not be deleted; none in a dry run. */
  readonly failures: readonly SnapshotDeletionFailure[];
}
