import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import { describeSubject } from './failure-message.js';
import type { WorkerAssignment } from './worker-error-details.js';
import type { SelfDescribingOptions } from './worker-error-options.js';

const KIND = 'worker-assigned';

/** What a {@link WorkerAssignedError} is made of. */
export type WorkerAssignedOptions = Omit<SelfDescribingOptions, 'instanceIds'> & {
  /** The worker. */
  readonly instanceId: string;
  /** The lab that holds it. */
  readonly assignedLab: string;
};

/** A worker is in use by a lab, so it cannot be given to another, nor be shut down as idle. */
export class WorkerAssignedError extends Ec2WorkerError implements WorkerAssignment {
  declare readonly kind: typeof KIND;
  /** The lab that the worker is assigned to. */
  declare readonly assignedLab: string;

  constructor(options: WorkerAssignedOptions) {
    const { instanceId, assignedLab, ...base } = options;
    super({ ...base, message: options.message ?? describe(options), instanceIds: [instanceId] }, KIND);
    assignDetails(this, { assignedLab });
  }

  /** `WorkerAssignedError`. */
  override get name(): string {
    return 'WorkerAssignedError';
  }

  /** Whether a value is a `WorkerAssignedError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is WorkerAssignedError {
    return isWorkerErrorOfKind(value, KIND);
  }
}

function describe({ operation, instanceId, region, assignedLab }: WorkerAssignedOptions): string {
  const subject = describeSubject({ operation: 'worker', instanceIds: [instanceId], region });
  const where = operation === undefined ? '' : `${operation}: `;
  return `${where}${subject} is assigned to lab "${assignedLab}". Release it first, or take another.`;
}
