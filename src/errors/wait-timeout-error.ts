import type { HostProblem } from '../model/host-problem.js';
import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { WaitTransition } from '../model/wait-transition.js';
import { assignDetails } from './assign-details.js';
import { describeCondition } from './describe-condition.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import { describeSubject } from './failure-message.js';
import type { WaitRecord } from './worker-error-details.js';
import type { SelfDescribingOptions } from './worker-error-options.js';

const KIND = 'wait-timeout';

/** What a {@link WaitTimeoutError} is made of. */
export type WaitTimeoutOptions = SelfDescribingOptions &
  Omit<WaitRecord, 'lastState' | 'lastChecks' | 'transitions'> & {
    /** Default: none was seen. */
    readonly lastState?: InstanceState | undefined;
    /** Default: none were read. */
    readonly lastChecks?: InstanceStatusChecks | undefined;
    /** Default: none. */
    readonly transitions?: readonly WaitTransition[] | undefined;
    /** What was left to wait for, where the state and the checks do not show it. Default: nothing else. */
    readonly obstacle?: string | undefined;
  };

/** The time of a wait was up before what it waited for came true, and nothing is known to be wrong. */
export class WaitTimeoutError extends Ec2WorkerError implements WaitRecord {
  declare readonly kind: typeof KIND;
  /** The wait, such as `waitUntilHealthy`. */
  declare readonly wait: string;
  /** The time allowed, in seconds. */
  declare readonly maxWaitTime: number;
  /** The time waited, in seconds. */
  declare readonly elapsedSeconds: number;
  /** How often the instance was looked at. */
  declare readonly polls: number;
  /** The state last seen; `undefined` if EC2 never showed the instance. */
  declare readonly lastState: InstanceState | undefined;
  /** The checks last seen; `undefined` if none were read. */
  declare readonly lastChecks: InstanceStatusChecks | undefined;
  /** Every change that was seen, oldest first. */
  declare readonly transitions: readonly WaitTransition[];
  /** What was wrong with the CML host when it was last seen; `undefined` for a wait that asks none. */
  declare readonly problems: readonly HostProblem[] | undefined;

  constructor(options: WaitTimeoutOptions) {
    super(
      {
        ...options,
        message: options.message ?? describe(options),
        operation: options.operation ?? options.wait,
      },
      KIND,
    );
    const { wait, maxWaitTime, elapsedSeconds, polls, lastState, lastChecks, problems } = options;
    const transitions = [...(options.transitions ?? [])];
    const seen = { lastState, lastChecks, transitions, problems };
    assignDetails(this, { wait, maxWaitTime, elapsedSeconds, polls, ...seen });
  }

  /** `WaitTimeoutError`. */
  override get name(): string {
    return 'WaitTimeoutError';
  }

  /** Whether a value is a `WaitTimeoutError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is WaitTimeoutError {
    return isWorkerErrorOfKind(value, KIND);
  }
}

function describe(options: WaitTimeoutOptions): string {
  const { wait, elapsedSeconds, polls, lastState, lastChecks, instanceIds, region } = options;
  const subject = describeSubject({ operation: wait, instanceIds, region });
  const waited = `timed out after ${Math.round(elapsedSeconds)} s and ${polls} ${polls === 1 ? 'poll' : 'polls'}`;
  const seen =
    lastState === undefined && lastChecks === undefined
      ? 'the instance was never seen'
      : `last seen ${describeCondition({ checks: lastChecks, instanceState: lastState })}`;
  const obstacle = options.obstacle === undefined ? '' : `; what was left: ${options.obstacle}`;
  const advice = `Wait again, or allow more than maxWaitTime ${options.maxWaitTime} s.`;
  return [`${subject} ${waited}: ${seen}${obstacle}.`, describeFault(options.cause), advice]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** Why EC2 did not answer the last time, if it did not. */
function describeFault(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return `The last request failed: ${cause.message.replace(/\.$/, '')}.`;
}
