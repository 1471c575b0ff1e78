import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { ThrottleHint } from './worker-error-details.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'throttled';

/** What a {@link ThrottledError} is made of. */
export type ThrottledOptions = WorkerErrorOptions & {
  /** In seconds. */
  readonly retryAfterSeconds?: number | undefined;
};

/**
 * Too many requests in too short a time; the request was not carried out. Retryable unless told otherwise.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export class ThrottledError extends Ec2WorkerError implements ThrottleHint {
  declare readonly kind: typeof KIND;
  /** How long the service asks to be left alone, in seconds; `undefined` where it does not say. */
  declare readonly retryAfterSeconds: number | undefined;

  constructor(options: ThrottledOptions) {
    super({ ...options, retryable: options.retryable ?? true }, KIND);
    assignDetails(this, { retryAfterSeconds: options.retryAfterSeconds });
  }

  /** `ThrottledError`. */
  override get name(): string {
    return 'ThrottledError';
  }

  /** Whether a value is a `ThrottledError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is ThrottledError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
