import { InstanceState } from '../model/instance-state.js';
import { judgeHealthy } from './judge-healthy.js';
import { judgeRunning, judgeStopped, judgeTerminated } from './judge-state.js';
import { paceOf } from './poll-pace.js';
import type { WaitTable } from './verdict.js';

/** A metal instance takes minutes to start, and its first status checks a few more. */
const LONG_WAIT_SECONDS = 600;

/** A shutdown that takes longer than this hangs, and wants `force`. */
const SHUTDOWN_WAIT_SECONDS = 300;

/** Until the instance runs, whatever its checks say. */
export const RUNNING: WaitTable = {
  operation: 'waitUntilRunning',
  target: InstanceState.RUNNING,
  maxWaitTime: LONG_WAIT_SECONDS,
  endsWhenForgotten: false,
  judge: judgeRunning,
  pace: () => 'soon',
};

/** Until the instance runs and its status checks pass. */
export const HEALTHY: WaitTable = {
  operation: 'waitUntilHealthy',
  target: InstanceState.RUNNING,
  maxWaitTime: LONG_WAIT_SECONDS,
  endsWhenForgotten: false,
  judge: judgeHealthy,
  // The checks of an instance that has just begun to run take minutes, whatever its state does meanwhile.
  pace: (checks) => (checks === undefined ? 'soon' : 'steadily'),
};

/** Until the instance is stopped. */
export const STOPPED: WaitTable = {
  operation: 'waitUntilStopped',
  target: InstanceState.STOPPED,
  maxWaitTime: SHUTDOWN_WAIT_SECONDS,
  endsWhenForgotten: false,
  judge: judgeStopped,
  pace: paceOf,
};

/** Until the instance is terminated, or EC2 has forgotten it. */
export const TERMINATED: WaitTable = {
  operation: 'waitUntilTerminated',
  target: InstanceState.TERMINATED,
  maxWaitTime: SHUTDOWN_WAIT_SECONDS,
  endsWhenForgotten: true,
  judge: judgeTerminated,
  pace: paceOf,
};
