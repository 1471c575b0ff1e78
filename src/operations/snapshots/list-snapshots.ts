import type { SnapshotFilter } from '../../model/snapshot-inputs.js';
import type { SnapshotSet } from '../../model/worker-snapshot.js';
import { SNAPSHOT_KEY_TAG, SOURCE_INSTANCE_TAG } from '../../tags/snapshot-tags.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { checkFilter, instanceIdOf } from './check-snapshot-inputs.js';
import { toSnapshotSets } from './snapshot-sets.js';

/** Lists the sets that this package has made in the caller's own account, the newest first. */
export async function listSnapshots(
  context: WorkerContext,
  call: OperationCall,
  filter: SnapshotFilter,
): Promise<SnapshotSet[]> {
  checkFilter(filter, call.operation);
  const instanceId = instanceIdOf(filter.worker, call.operation);
  const { key, minAgeSeconds = 0, maxAgeSeconds = Number.POSITIVE_INFINITY } = filter;
  const hasAge = filter.minAgeSeconds !== undefined || filter.maxAgeSeconds !== undefined;
  const { snapshots } = context.resources;
  const tags = { [SNAPSHOT_KEY_TAG]: key ?? true, [SOURCE_INSTANCE_TAG]: instanceId ?? true } as const;
  const sets = toSnapshotSets(await snapshots.list({ tags }, call), context.region);
  const now = context.clock.now();
  return sets.filter(({ startedAt }) => {
    if (startedAt === undefined) return !hasAge;
    const age = (now - startedAt.getTime()) / 1_000;
    return age >= minAgeSeconds && age <= maxAgeSeconds;
  });
}
