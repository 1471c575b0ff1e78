import type { Tags } from '../model/tags.js';
import type { WorkerSnapshot } from '../model/worker-snapshot.js';
import type { PortCall } from './ec2-port.js';

/** What to copy, and what to say of it. */
export interface SnapshotSpecification {
  readonly instanceId: string;
  readonly description: string | undefined;
  readonly tags: Tags;
  readonly copyTags: boolean;
  readonly excludeRootVolume: boolean;
  readonly excludeVolumeIds: readonly string[];
}

/** Which snapshots of the caller's own account, all by tags. */
export interface SnapshotQuery {
  /** Tags by key: their value, or `true` for any. */
  readonly tags: Readonly<Record<string, string | true>>;
}

/** Snapshots of volumes, in one region and for one identity. */
export interface SnapshotPort {
  /** Copies the volumes of an instance as they are at one moment. Not repeated, since EC2 would copy them again. */
  create(specification: SnapshotSpecification, call: PortCall): Promise<readonly WorkerSnapshot[]>;
  /** Every one of the caller's own that matches. */
  list(query: SnapshotQuery, call: PortCall): Promise<readonly WorkerSnapshot[]>;
  /** Deletes a snapshot; one that is gone already is as good. @throws ConflictError for one that an image needs. */
  delete(snapshotId: string, call: PortCall): Promise<void>;
  /** Those of the snapshots that images of the caller's own need. */
  readUsed(snapshotIds: readonly string[], call: PortCall): Promise<ReadonlySet<string>>;
}
