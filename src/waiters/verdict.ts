import type { WaiterState } from '@smithy/util-waiter';
import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks, StatusCheckName } from '../model/instance-status-checks.js';

/**
 * What an observation means for a wait, in the states of the AWS SDK's waiters. Only their type is
 * used: importing the package's values would load a part of the SDK.
 */
export type Verdict =
  | { readonly state: `${WaiterState.SUCCESS}` }
  /** `message` says what is being waited for. */
  | { readonly state: `${WaiterState.RETRY}`; readonly message: string }
  /** It can no longer come true. */
  | { readonly state: `${WaiterState.FAILURE}` };

/** What a wait knows when it judges. */
export interface Evidence {
  readonly checks: InstanceStatusChecks;
  /** For how long a required check has been seen impaired without a break, in seconds; 0 when none is. */
  readonly impairedSeconds: number;
  readonly impairedGraceSeconds: number;
  /** The checks that must pass; `undefined` for those of `isHealthy`. */
  readonly requiredChecks: readonly StatusCheckName[] | undefined;
  /** Whether this client has changed the instance so lately that EC2 may still show the state before. */
  readonly justChanged: boolean;
}

/** What makes one wait different from another. */
export interface WaitTable {
  /** The method's name. */
  readonly operation: string;
  /** The state that the instance is in when the wait succeeds. */
  readonly target: InstanceState;
  /** How long to wait at most unless the caller says otherwise, in seconds. */
  readonly maxWaitTime: number;
  /** Whether EC2's forgetting the instance during the wait fulfils it. */
  readonly endsWhenForgotten: boolean;
  readonly judge: (evidence: Evidence) => Verdict;
}

/** The wait is fulfilled. */
export const SUCCESS: Verdict = { state: 'SUCCESS' };

/** Not yet: `message` says what is being waited for. */
export function retry(message: string): Verdict {
  return { state: 'RETRY', message };
}

/** Out of reach. */
export const FAILURE: Verdict = { state: 'FAILURE' };
