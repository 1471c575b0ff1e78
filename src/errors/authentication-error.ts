import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'authentication';

/**
 * AWS does not know who is calling: credentials that are missing, wrong or expired (fresh ones were tried
 * once), a clock that is off, or a role that cannot be assumed.
 */
export class AuthenticationError extends Ec2WorkerError {
  declare readonly kind: typeof KIND;

  constructor(options: WorkerErrorOptions) {
    super(options, KIND);
  }

  /** `AuthenticationError`. */
  override get name(): string {
    return 'AuthenticationError';
  }

  /** Whether a value is an `AuthenticationError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is AuthenticationError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
