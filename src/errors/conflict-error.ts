import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'conflict';

/**
 * The request clashes with another: one under way, one with the same client token, or something that
 * exists already or is still in use. Only the first kind is {@link Ec2WorkerError.retryable}.
 */
export class ConflictError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super(options, KIND);
  }

  /** `ConflictError`. */
  override get name(): string {
    return 'ConflictError';
  }

  /** Whether a value is a `ConflictError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is ConflictError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
