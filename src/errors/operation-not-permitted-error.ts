import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'operation-not-permitted';

/**
 * The instance is protected from termination or from being stopped, or a licence on it has to be given back first.
 */
export class OperationNotPermittedError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super(options, KIND);
  }

  /** `OperationNotPermittedError`. */
  override get name(): string {
    return 'OperationNotPermittedError';
  }

  /** Whether a value is an `OperationNotPermittedError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is OperationNotPermittedError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
