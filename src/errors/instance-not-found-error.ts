import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'instance-not-found';

/**
 * No such instance in the region that was asked: never was, or gone for about an hour. An instance that
 * this client has just launched is given its grace first, since EC2 shows it with a delay.
 */
export class InstanceNotFoundError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super(options, KIND);
  }

  /** `InstanceNotFoundError`. */
  override get name(): string {
    return 'InstanceNotFoundError';
  }

  /** Whether a value is an `InstanceNotFoundError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is InstanceNotFoundError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
