import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'resource-not-found';

/**
 * Something other than an instance does not exist in the region: an image, subnet, security group, key
 * pair, snapshot or launch template.
 */
export class ResourceNotFoundError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super(options, KIND);
  }

  /** `ResourceNotFoundError`. */
  override get name(): string {
    return 'ResourceNotFoundError';
  }

  /** Whether a value is a `ResourceNotFoundError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is ResourceNotFoundError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
