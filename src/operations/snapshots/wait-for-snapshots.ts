import { failureMessage } from '../../errors/failure-message.js';
import { IncorrectStateError } from '../../errors/incorrect-state-error.js';
import { InputCheck } from '../../errors/input-check.js';
import { toPlainData } from '../../errors/to-plain-data.js';
import type { SnapshotProgress, SnapshotWaitOptions } from '../../model/snapshot-inputs.js';
import type { SnapshotSet, SnapshotSetRef } from '../../model/worker-snapshot.js';
import { waitForResource } from '../resources/wait-for-resource.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { checkSetRef } from './check-snapshot-inputs.js';
import { findSet, setNotFound } from './find-set.js';

/** The first copy of a large volume takes its time. */
const MAX_WAIT_TIME = 3_600;

/** Waits until every snapshot of a set is completed. */
export async function waitForSnapshots(
  context: WorkerContext,
  call: OperationCall,
  given: SnapshotSetRef,
  options: SnapshotWaitOptions,
): Promise<SnapshotSet> {
  const ref = checkSetRef(given, call.operation);
  const { onProgress } = options;
  const isCallback = onProgress === undefined || typeof onProgress === 'function';
  new InputCheck(call.operation).that(isCallback, 'onProgress', 'a function', onProgress);
  let told = '';
  return await waitForResource<SnapshotSet>(context, call, options, {
    maxWaitTime: MAX_WAIT_TIME,
    instanceIds: [ref.instanceId],
    read: () => findSet(context, call, ref),
    isReached: (set) => {
      if (set.state === 'error') throw failed(context, call, set);
      return set.state === 'completed';
    },
    missing: () => setNotFound(context, call, ref),
    describe: ({ state, progressPercent }) =>
      progressPercent === undefined ? state : `${state} at ${progressPercent} %`,
    onSeen: (set, elapsedSeconds, polls) => {
      const news = `${set.state} ${set.progressPercent}`;
      if (news === told) return;
      told = news;
      tell(context, onProgress, { set, elapsedSeconds, polls });
    },
  });
}

/** A display that breaks is no reason to give up the wait. */
function tell(
  { logger }: WorkerContext,
  onProgress: SnapshotWaitOptions['onProgress'],
  progress: SnapshotProgress,
): void {
  const ignore = (error: unknown): void => {
    logger?.warn('onProgress failed, which is ignored', { error: toPlainData(error) });
  };
  try {
    const told: unknown = onProgress?.(progress);
    if (told instanceof Promise) told.catch(ignore);
  } catch (error) {
    ignore(error);
  }
}

function failed(
  { region }: WorkerContext,
  { operation }: OperationCall,
  { instanceId, snapshots }: SnapshotSet,
): IncorrectStateError {
  const instanceIds = [instanceId];
  const [first] = snapshots.filter(({ state }) => state === 'error');
  const reason = first?.stateMessage === undefined ? '' : `: ${first.stateMessage}`;
  const text = `the snapshot ${first?.snapshotId} of ${first?.volumeId} failed${reason}`;
  const advice = 'Delete the set by snapshots.delete, and make another one with another key.';
  const message = failureMessage({ operation, region, instanceIds, text, advice });
  return new IncorrectStateError({ operation, region, instanceIds, message });
}
