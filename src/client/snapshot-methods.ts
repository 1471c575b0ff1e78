import type { CallOptions } from '../model/call-options.js';
import type {
  CreateSnapshotsOptions,
  PruneSnapshotsOptions,
  SnapshotFilter,
  SnapshotPruning,
  SnapshotWaitOptions,
} from '../model/snapshot-inputs.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { SnapshotSet, SnapshotSetRef } from '../model/worker-snapshot.js';
import { createSnapshots } from '../operations/snapshots/create-snapshots.js';
import { deleteSnapshots } from '../operations/snapshots/delete-snapshots.js';
import { listSnapshots } from '../operations/snapshots/list-snapshots.js';
import { pruneSnapshots } from '../operations/snapshots/prune-snapshots.js';
import { waitForSnapshots } from '../operations/snapshots/wait-for-snapshots.js';
import type { Dispatcher } from './dispatcher.js';
import { regionOfRef, regionOfWorker } from './worker-target.js';

/** Copies of the volumes of workers: a set for each worker, known by a key. */
export interface SnapshotMethods {
  /**
   * Copies all volumes of a worker as they are at one moment, whatever it is doing: the copies are as after a power
   * cut. It returns as soon as EC2 has begun; {@link SnapshotMethods.waitUntilCompleted} waits for the end.
   *
   * With a key it happens once: what there is under the key is returned, also if it has failed. Calls of one client
   * with the same key find each other; EC2 may take some seconds to show to one process what another has begun. A reply
   * that is lost is made up for by looking for the key.
   *
   * @example
   * {@includeCode ../../examples/back-up-worker.ts#program}
   *
   * @throws InstanceNotFoundError; IncorrectStateError for a worker without volumes; InvalidParameterError for devices
   * that it does not have.
   */
  create(worker: WorkerRef, options?: CreateSnapshotsOptions): Promise<SnapshotSet>;

  /**
   * Lists sets, the newest first: those that this package has made in the caller's own account, since the tags that
   * they are known by are seen in no other.
   */
  list(filter?: SnapshotFilter, options?: CallOptions): Promise<SnapshotSet[]>;

  /**
   * Waits until all of a set is completed; faults that pass are ridden out.
   *
   * @throws IncorrectStateError as soon as one of it has failed; ResourceNotFoundError for a set that is not there;
   * WaitTimeoutError.
   */
  waitUntilCompleted(set: SnapshotSetRef, options?: SnapshotWaitOptions): Promise<SnapshotSet>;

  /**
   * Deletes a set.
   *
   * @returns The ids of its snapshots, which are gone.
   * @throws ResourceNotFoundError for a set that is not there; ConflictError if an image needs one of its snapshots:
   * then nothing is deleted.
   */
  delete(set: SnapshotSetRef, options?: CallOptions): Promise<readonly string[]>;

  /**
   * Deletes the sets that no rule keeps. Whatever the rules, it keeps what is being made, what an image needs, what
   * this package has not made, and the newest set of each worker that is completed and has all of its volumes. A set that
   * has failed counts for no number, only for its age.
   *
   * @example
   * const plan = await client.snapshots.prune({ keepNewest: 7, keepForSeconds: 30 * 86_400, dryRun: true });
   *
   * @throws InvalidParameterError without a rule.
   */
  prune(options: PruneSnapshotsOptions): Promise<SnapshotPruning>;
}

/** The methods of snapshots over a client's dispatcher. */
export function snapshotMethods(dispatcher: Dispatcher): SnapshotMethods {
  return {
    create: (worker, options = {}) =>
      dispatcher.about('snapshots.create', worker, options, (context, call) =>
        createSnapshots(context, call, options),
      ),
    list: (filter = {}, options = {}) =>
      dispatcher.inRegion('snapshots.list', regionOfWorker(options, filter), (context, call) =>
        listSnapshots(context, call, filter),
      ),
    waitUntilCompleted: (set, options = {}) =>
      dispatcher.inRegion('snapshots.waitUntilCompleted', regionOfRef(options, set), (context, call) =>
        waitForSnapshots(context, call, set, options),
      ),
    delete: (set, options = {}) =>
      dispatcher.inRegion('snapshots.delete', regionOfRef(options, set), (context, call) =>
        deleteSnapshots(context, call, set),
      ),
    prune: (options) =>
      dispatcher.inRegion('snapshots.prune', regionOfWorker(options, options), (context, call) =>
        pruneSnapshots(context, call, options),
      ),
  };
}
