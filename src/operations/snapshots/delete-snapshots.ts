import { ConflictError } from '../../errors/conflict-error.js';
import { failureMessage } from '../../errors/failure-message.js';
import type { SnapshotSetRef } from '../../model/worker-snapshot.js';
import { inParallel } from '../../time/in-parallel.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { checkSetRef } from './check-snapshot-inputs.js';
import { findSet, nameOfSet, setNotFound } from './find-set.js';

/** How many snapshots are deleted at a time. */
const AT_ONCE = 4;

/** Deletes a set, all of it or nothing as far as images are concerned. @returns The ids of what is gone. */
export async function deleteSnapshots(
  context: WorkerContext,
  call: OperationCall,
  given: SnapshotSetRef,
): Promise<readonly string[]> {
  const ref = checkSetRef(given, call.operation);
  const set = await findSet(context, call, ref);
  if (set === undefined) throw setNotFound(context, call, ref);
  const { snapshots, snapshotTurns } = context.resources;
  const snapshotIds = set.snapshots.map(({ snapshotId }) => snapshotId);
  const used = await snapshots.readUsed(snapshotIds, call);
  if (used.size > 0) throw stillInUse(context, call, ref, [...used]);
  await inParallel(snapshotIds, AT_ONCE, (snapshotId) => snapshots.delete(snapshotId, call));
  snapshotTurns.forget(nameOfSet(ref));
  return snapshotIds;
}

function stillInUse(
  { region }: WorkerContext,
  { operation }: OperationCall,
  { instanceId }: SnapshotSetRef,
  snapshotIds: readonly string[],
): ConflictError {
  const instanceIds = [instanceId];
  const text = `an image needs ${snapshotIds.join(', ')}, so that nothing was deleted`;
  const advice = 'Deregister the image first, or keep the snapshots.';
  const message = failureMessage({ operation, region, instanceIds, text, advice });
  return new ConflictError({ operation, region, instanceIds, message, conflictsWith: 'use' });
}
