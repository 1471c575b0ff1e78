import type {
  KeptSnapshotSet,
  PruneSnapshotsOptions,
  SnapshotKeepReason,
} from '../../model/snapshot-inputs.js';
import type { SnapshotSet } from '../../model/worker-snapshot.js';

/** Which sets to delete, and which to keep and why. */
export interface PruningPlan {
  /** The oldest first. */
  readonly doomed: readonly SnapshotSet[];
  /** The newest first. */
  readonly kept: readonly KeptSnapshotSet[];
}

type Rules = Pick<PruneSnapshotsOptions, 'keepNewest' | 'keepForSeconds'>;

/** Decides what to keep of sets, which are sorted from the newest to the oldest. */
export function planPruning(
  sets: readonly SnapshotSet[],
  used: ReadonlySet<string>,
  rules: Rules,
  now: number,
): PruningPlan {
  const counts = new Map<string, number>();
  const kept: KeptSnapshotSet[] = [];
  const doomed: SnapshotSet[] = [];
  for (const set of sets) {
    const rank = isWhole(set) ? (counts.get(set.instanceId) ?? 0) + 1 : undefined;
    if (rank !== undefined) counts.set(set.instanceId, rank);
    const reason = reasonToKeep(set, rank, used, rules, now);
    if (reason === undefined) doomed.unshift(set);
    else kept.push({ set, reason });
  }
  return { doomed, kept };
}

/** @param rank How many sets of the worker that can be restored are as new, itself included. */
function reasonToKeep(
  set: SnapshotSet,
  rank: number | undefined,
  used: ReadonlySet<string>,
  { keepNewest = 1, keepForSeconds }: Rules,
  now: number,
): SnapshotKeepReason | undefined {
  if (set.snapshots.some(({ snapshotId }) => used.has(snapshotId))) return 'in-use';
  if (set.snapshots.some(({ state }) => state !== 'completed' && state !== 'error')) return 'pending';
  if (rank === 1) return 'newest';
  if (set.startedAt === undefined) return 'undated';
  if (rank !== undefined && rank <= keepNewest) return 'among-newest';
  const age = (now - set.startedAt.getTime()) / 1_000;
  return keepForSeconds !== undefined && age <= keepForSeconds ? 'recent' : undefined;
}

/** Whether a set can be restored: what failed, or lacks a volume, is no backup to count on. */
function isWhole({ state, complete, startedAt }: SnapshotSet): boolean {
  return state === 'completed' && complete && startedAt !== undefined;
}
