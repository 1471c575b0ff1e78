import type {
  InstanceState as SdkInstanceState,
  InstanceStateChange as SdkStateChange,
} from '@aws-sdk/client-ec2';
import { InstanceState } from '../../model/instance-state.js';
import type { InstanceStateChange } from '../../model/instance-state-change.js';

/** The low byte of EC2's state code; the high byte is EC2's own business and to be ignored. */
const STATE_BY_CODE: ReadonlyMap<number, InstanceState> = new Map([
  [0, InstanceState.PENDING],
  [16, InstanceState.RUNNING],
  [32, InstanceState.SHUTTING_DOWN],
  [48, InstanceState.TERMINATED],
  [64, InstanceState.STOPPING],
  [80, InstanceState.STOPPED],
]);

const KNOWN: ReadonlyMap<string, InstanceState> = new Map(
  [...STATE_BY_CODE.values()].map((state) => [state, state]),
);

/** The state's name, or the one its code stands for, or `unknown`. */
export function toInstanceState(state: SdkInstanceState | undefined): InstanceState {
  const name = state?.Name;
  // One text for all: what thousands wait for must not keep as many copies of a word.
  if (name !== undefined) return KNOWN.get(name) ?? name;
  return STATE_BY_CODE.get((state?.Code ?? -1) & 0xff) ?? 'unknown';
}

/** What a start, stop or terminate did; `undefined` for a row without an id. */
export function toInstanceStateChange(change: SdkStateChange): InstanceStateChange | undefined {
  if (change.InstanceId === undefined) return undefined;
  const previousState = toInstanceState(change.PreviousState);
  const currentState = toInstanceState(change.CurrentState);
  return {
    instanceId: change.InstanceId,
    previousState,
    currentState,
    changed: previousState !== currentState,
  };
}
