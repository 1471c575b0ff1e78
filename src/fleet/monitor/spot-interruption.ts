import type { InstanceState } from '../../model/instance-state.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
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
  const action = instanceState === 'shutting-down' || instanceState === 'terminated' ? 'terminate' : 'stop';
  return { type: 'spot-interruption', at, worker: workerOf(memo), noticeAt: undefined, action };
}
