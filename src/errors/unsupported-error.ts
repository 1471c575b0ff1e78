import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'unsupported';

/**
 * AWS does not offer this for the instance, its type or its zone. On a launch
 * {@link Ec2WorkerError.fallbackScope} says what to vary.
 */
export class UnsupportedError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super(options, KIND);
  }

  /** `UnsupportedError`. */
  override get name(): string {
    return 'UnsupportedError';
  }

  /** Whether a value is an `UnsupportedError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is UnsupportedError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
