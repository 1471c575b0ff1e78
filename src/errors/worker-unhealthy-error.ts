import type { HostProblem } from '../model/host-problem.js';
import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { StateReason } from '../model/worker-instance.js';
import { assignDetails } from './assign-details.js';
import { describeCondition } from './describe-condition.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import { describeSubject } from './failure-message.js';
import type { WorkerCondition } from './worker-error-details.js';
import type { SelfDescribingOptions } from './worker-error-options.js';

const KIND = 'worker-unhealthy';

/** What a {@link WorkerUnhealthyError} is made of: `new WorkerUnhealthyError({ checks })` is enough. */
export type WorkerUnhealthyOptions = SelfDescribingOptions & {
  /** Default: none were read. */
  readonly checks?: InstanceStatusChecks | undefined;
  /** Default: the state in `checks`. */
  readonly instanceState?: InstanceState | undefined;
  /** Default: EC2 gives none. */
  readonly stateReason?: StateReason | undefined;
  /** What is wrong with the CML host on it. Default: none was asked. */
  readonly problems?: readonly HostProblem[] | undefined;
};

/** A worker is not fit for work: in a state it will not leave by itself, or impaired past its grace. */
export class WorkerUnhealthyError extends Ec2WorkerError implements WorkerCondition {
  declare readonly kind: typeof KIND;
  /** The checks last seen; `undefined` if none were read. */
  declare readonly checks: InstanceStatusChecks | undefined;
  /** The state last seen. */
  declare readonly instanceState: InstanceState | undefined;
  /** Why EC2 moved the instance into that state, where it says so. */
  declare readonly stateReason: StateReason | undefined;
  /** What is wrong with the CML host on it; `undefined` where none was asked. */
  declare readonly problems: readonly HostProblem[] | undefined;

  /** `instanceIds` and `region` default to those in `checks`. */
  constructor(options: WorkerUnhealthyOptions) {
    const { checks, stateReason, problems } = options;
    const instanceState = options.instanceState ?? checks?.instanceState;
    const instanceIds = options.instanceIds ?? (checks === undefined ? [] : [checks.instanceId]);
    const region = options.region ?? checks?.region;
    const known = { ...options, instanceState, instanceIds, region };
    super({ ...known, message: options.message ?? describe(known) }, KIND);
    assignDetails(this, { checks, instanceState, stateReason, problems });
  }

  /** `WorkerUnhealthyError`. */
  override get name(): string {
    return 'WorkerUnhealthyError';
  }

  /** Whether a value is a `WorkerUnhealthyError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is WorkerUnhealthyError {
    return isWorkerErrorOfKind(value, KIND);
  }
}

function describe(options: WorkerUnhealthyOptions): string {
  const { instanceIds, region } = options;
  const subject = describeSubject({ operation: 'worker', instanceIds, region });
  return `${subject} is not healthy: ${describeCondition(options)}. ${advise(options)}`;
}

function advise({ instanceState, checks }: WorkerUnhealthyOptions): string {
  switch (instanceState) {
    case 'terminated':
    case 'shutting-down':
      return 'It cannot come back: create another.';
    case 'stopped':
    case 'stopping':
      return 'Start it once it is stopped.';
    default:
      break;
  }
  if (checks?.systemStatus === 'impaired')
    return "AWS's host is at fault: stop and start it to move it to another.";
  if (checks?.attachedEbsStatus === 'impaired') return 'A volume does not answer: see its state in EBS.';
  if (checks?.instanceStatus === 'impaired')
    return 'The guest does not answer: read its console output, then reboot it.';
  return 'Wait for its checks, or read its console output.';
}
