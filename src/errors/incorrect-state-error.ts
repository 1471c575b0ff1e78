import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'incorrect-state';

/**
 * The state of the instance, of a volume or of a CML host does not allow the operation. Wait for the state that
 * does.
 */
export class IncorrectStateError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super(options, KIND);
  }

  /** `IncorrectStateError`. */
  override get name(): string {
    return 'IncorrectStateError';
  }

  /** Whether a value is an `IncorrectStateError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is IncorrectStateError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
