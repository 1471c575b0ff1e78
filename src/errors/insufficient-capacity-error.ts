import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'insufficient-capacity';

/**
 * AWS has no capacity for the request now. Another type, zone, subnet or market may have some at once,
 * see {@link Ec2WorkerError.fallbackScope}; the same request may succeed later. Retryable unless told otherwise.
 */
export class InsufficientCapacityError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super({ ...options, retryable: options.retryable ?? true }, KIND);
  }

  /** `InsufficientCapacityError`. */
  override get name(): string {
    return 'InsufficientCapacityError';
  }

  /** Whether a value is an `InsufficientCapacityError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is InsufficientCapacityError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
