import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'network';

/**
 * No usable answer from AWS, or from a CML host: the name was not resolved, the connection failed, was reset or
 * timed out, or somebody else answered. Whether the request was carried out is not known. Retryable unless told
 * otherwise.
 */
export class NetworkError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super({ ...options, retryable: options.retryable ?? true }, KIND);
  }

  /** `NetworkError`. */
  override get name(): string {
    return 'NetworkError';
  }

  /** Whether a value is a `NetworkError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is NetworkError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
