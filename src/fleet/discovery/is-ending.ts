import { InstanceState } from '../../model/instance-state.js';

/** Whether there is no way back for a worker in a state: it is terminated, or about to be. */
export function isEnding(state: InstanceState): boolean {
  return state === InstanceState.SHUTTING_DOWN || state === InstanceState.TERMINATED;
}
