import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'service-unavailable';

/**
 * AWS failed on its side. Retryable unless told otherwise.
 */
export class ServiceUnavailableError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super({ ...options, retryable: options.retryable ?? true }, KIND);
  }

  /** `ServiceUnavailableError`. */
  override get name(): string {
    return 'ServiceUnavailableError';
  }

  /** Whether a value is a `ServiceUnavailableError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is ServiceUnavailableError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
