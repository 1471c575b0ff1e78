import type { WaiterState } from '@smithy/util-waiter';
import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks, StatusCheckName } from '../model/instance-status-checks.js';
import type { Pace } from './poll-pace.js';

/**
 * What an observation means for a wait, in the states of the AWS SDK's waiters. Only their type is
 * used: importing the package's values would load a part of the SDK.
 */
export type Verdict =
  | { readonly state: `${WaiterState.SUCCESS}` }
  | NotYet
  /** It can no longer come true. */
  | { readonly state: `${WaiterState.FAILURE}` };

/** There is something left to wait for. */
export interface NotYet {
  readonly state: `${WaiterState.RETRY}`;
  /** What it is, for people. */
  readonly message: string;
  /** Whether the state and the checks show it by themselves. */
  readonly isEvident: boolean;
}

/** What a wait knows when it judges. */
export interface Evidence {
  readonly checks: InstanceStatusChecks;
  /** For how long a required check has been seen impaired without a break, in seconds; 0 when none is. */
  readonly impairedSeconds: number;
  readonly impairedGraceSeconds: number;
  /** The checks that must pass; `undefined` for those of `isHealthy`. */
  readonly requiredChecks: readonly StatusCheckName[] | undefined;
  /** Whether EC2 may still show the state before this client's latest change. */
  readonly mayBeOutdated: boolean;
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
  /** How soon it may be decided, after what was seen; `undefined` while EC2 does not know the instance. */
  readonly pace: (checks: InstanceStatusChecks | undefined) => Pace;
}

/** The wait is fulfilled. */
export const SUCCESS: Verdict = { state: 'SUCCESS' };

/** Not yet, as the state or the checks show. */
export function retry(message: string): NotYet {
  return { state: 'RETRY', message, isEvident: true };
}

/** Not yet, for a reason that neither the state nor the checks show. */
export function hold(message: string): NotYet {
  return { state: 'RETRY', message, isEvident: false };
}

/** Out of reach. */
export const FAILURE: Verdict = { state: 'FAILURE' };
