import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type {
  PruneSnapshotsOptions,
  SnapshotDeletionFailure,
  SnapshotPruning,
} from '../../model/snapshot-inputs.js';
import { inParallel } from '../../time/in-parallel.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { checkPruning } from './check-snapshot-inputs.js';
import { nameOfSet } from './find-set.js';
import { listSnapshots } from './list-snapshots.js';
import { planPruning } from './plan-pruning.js';

/** How many snapshots are deleted at a time. */
const AT_ONCE = 4;

/** Deletes the sets that no rule keeps, or only tells which these are. */
export async function pruneSnapshots(
  context: WorkerContext,
  call: OperationCall,
  options: PruneSnapshotsOptions,
): Promise<SnapshotPruning> {
  checkPruning(options, call.operation);
  const { worker, dryRun = false, keepNewest, keepForSeconds } = options;
  const sets = await listSnapshots(context, call, { worker });
  const { snapshots, snapshotTurns } = context.resources;
  const idsOf = (list: typeof sets): string[] =>
    list.flatMap((set) => set.snapshots.map((one) => one.snapshotId));
  const used = await snapshots.readUsed(idsOf(sets), call);
  const plan = planPruning(sets, used, { keepNewest, keepForSeconds }, context.clock.now());
  const failures: SnapshotDeletionFailure[] = [];
  if (dryRun) return { dryRun, ...plan, deleted: [], failures };
  const deleted = await inParallel(idsOf([...plan.doomed]), AT_ONCE, async (snapshotId) => {
    try {
      await snapshots.delete(snapshotId, call);
      return [snapshotId];
    } catch (error) {
      // One that cannot be deleted takes nothing away from the rest; an abort ends it all.
      if (!Ec2WorkerError.isInstance(error) || error.kind === 'aborted') throw error;
      failures.push({ snapshotId, error });
      return [];
    }
  });
  for (const set of plan.doomed) snapshotTurns.forget(nameOfSet(set));
  return { dryRun, ...plan, deleted: deleted.flat(), failures };
}
