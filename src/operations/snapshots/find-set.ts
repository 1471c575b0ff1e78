import { failureMessage } from '../../errors/failure-message.js';
import { ResourceNotFoundError } from '../../errors/resource-not-found-error.js';
import type { SnapshotSet, SnapshotSetRef, WorkerSnapshot } from '../../model/worker-snapshot.js';
import { SNAPSHOT_KEY_TAG, SOURCE_INSTANCE_TAG } from '../../tags/snapshot-tags.js';
import type { ResourceParts } from '../resource-parts.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { toSnapshotSets } from './snapshot-sets.js';

/** The snapshots of a worker that were made with a key, as EC2 shows them now. */
export function readSetSnapshots(
  { snapshots }: ResourceParts,
  call: OperationCall,
  { instanceId, key }: SnapshotSetRef,
): Promise<readonly WorkerSnapshot[]> {
  return snapshots.list({ tags: { [SNAPSHOT_KEY_TAG]: key, [SOURCE_INSTANCE_TAG]: instanceId } }, call);
}

/** A set as EC2 shows it now; `undefined` if it shows none. */
export async function findSet(
  context: WorkerContext,
  call: OperationCall,
  set: SnapshotSetRef,
): Promise<SnapshotSet | undefined> {
  const parts = context.resources;
  return toSnapshotSets(await readSetSnapshots(parts, call, set), context.region)[0];
}

/** The error for a set that is not there. */
export function setNotFound(
  { region }: WorkerContext,
  { operation }: OperationCall,
  { instanceId, key }: SnapshotSetRef,
): ResourceNotFoundError {
  const instanceIds = [instanceId];
  const text = `there are no snapshots of it with the key "${key}"`;
  const advice = 'Look for it by snapshots.list; a set is in the region and the account that it was made in.';
  const message = failureMessage({ operation, region, instanceIds, text, advice });
  return new ResourceNotFoundError({ operation, region, instanceIds, message });
}

/** The name of a set within a client's region. */
export function nameOfSet({ instanceId, key }: SnapshotSetRef): string {
  return `${instanceId}/${key}`;
}
