import { InstanceState } from '../model/instance-state.js';
import { type Evidence, FAILURE, retry, SUCCESS, type Verdict } from './verdict.js';

/** Whether there is no way back from a state. */
function isGone(state: InstanceState): boolean {
  return state === InstanceState.SHUTTING_DOWN || state === InstanceState.TERMINATED;
}

/** Fulfilled by `running`. A stopped instance will not start by itself, so waiting for it is in vain. */
export function judgeRunning({ checks, mayBeOutdated }: Evidence): Verdict {
  const { instanceState } = checks;
  if (instanceState === InstanceState.RUNNING) return SUCCESS;
  if (isGone(instanceState)) return FAILURE;
  if (instanceState === InstanceState.STOPPED && !mayBeOutdated) return FAILURE;
  return retry(`${instanceState}, to be running`);
}

/** Fulfilled by `stopped`. */
export function judgeStopped({ checks }: Evidence): Verdict {
  const { instanceState } = checks;
  if (instanceState === InstanceState.STOPPED) return SUCCESS;
  if (isGone(instanceState)) return FAILURE;
  return retry(`${instanceState}, to be stopped`);
}

/** Fulfilled by `terminated`. */
export function judgeTerminated({ checks }: Evidence): Verdict {
  const { instanceState } = checks;
  return instanceState === InstanceState.TERMINATED ? SUCCESS : retry(`${instanceState}, to be terminated`);
}
