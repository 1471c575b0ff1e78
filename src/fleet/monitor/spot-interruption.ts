import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { InstanceState } from '../../model/instance-state.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import { isEnding } from '../discovery/is-ending.js';
import type { FleetTarget } from '../fleet-context.js';
import type { WorkerSpotInterruption } from './fleet-event.js';
import { type WorkerMemo, workerOf } from './worker-memo.js';

/** Every reason with which EC2 takes a spot instance back begins so. */
const TAKEN_BACK = 'Server.Spot';

/** States that an instance is in once its capacity was taken back. */
const LEAVING: readonly InstanceState[] = ['stopping', 'stopped', 'shutting-down', 'terminated'];

/** Whether a worker has come into a state that the end of its spot capacity may be the reason for. */
export function mayBeInterrupted(memo: WorkerMemo, state: InstanceState): boolean {
  return memo.isSpot && memo.interrupted !== true && state !== memo.state && LEAVING.includes(state);
}

/** Tells that EC2 has taken the capacity of a worker back, where that is why it is in its state. */
export function tellInterruption(
  memo: WorkerMemo,
  { stateReason, instanceState }: WorkerInstance,
  at: Date,
): WorkerSpotInterruption | undefined {
  if (memo.interrupted === true || !memo.isSpot || !LEAVING.includes(instanceState)) return undefined;
  if (stateReason?.code.startsWith(TAKEN_BACK) !== true) return undefined;
  const action = isEnding(instanceState) ? 'terminate' : 'stop';
  return { type: 'spot-interruption', at, worker: workerOf(memo), noticeAt: undefined, action };
}

/**
 * Tells which workers of a place AWS has given notice of. A client that may not ask for that, or cannot at the time,
 * tells of none: then it is seen when they stop.
 */
export async function tellNotices(
  { client, region }: FleetTarget,
  memos: readonly WorkerMemo[],
  { at, abortSignal }: { readonly at: Date; readonly abortSignal: AbortSignal },
): Promise<readonly WorkerSpotInterruption[]> {
  const spots = new Map(memos.filter(isAtRisk).map((memo) => [memo.instanceId, memo]));
  if (client.listSpotNotices === undefined || spots.size === 0) return [];
  try {
    const workers = [...spots.keys()].map((instanceId) => ({ instanceId, region }));
    const notices = await client.listSpotNotices(workers, { abortSignal });
    return notices.flatMap(({ instanceId, action, noticedAt: noticeAt }) => {
      const memo = spots.get(instanceId);
      if (memo === undefined) return [];
      return [{ type: 'spot-interruption', at, worker: workerOf(memo), noticeAt, action }];
    });
  } catch (thrown) {
    if (abortSignal.aborted || !Ec2WorkerError.isInstance(thrown)) throw thrown;
    return [];
  }
}

function isAtRisk({ isSpot, interrupted, state }: WorkerMemo): boolean {
  return isSpot && interrupted !== true && (state === 'running' || state === 'pending');
}
