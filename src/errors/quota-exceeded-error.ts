import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { QuotaExcess } from './worker-error-details.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'quota-exceeded';

/** What a {@link QuotaExceededError} is made of. */
export type QuotaExceededOptions = WorkerErrorOptions & {
  /** The code in Service Quotas. */
  readonly quotaCode?: string | undefined;
};

/**
 * A quota of the account is used up: vCPUs, spot instances, volumes, addresses, tags … Not to be taken
 * for a request rate, which is a `ThrottledError`.
 */
export class QuotaExceededError extends Ec2WorkerError implements QuotaExcess {
  declare readonly kind: typeof KIND;
  /** The code in Service Quotas, such as `L-1216C47A`; `undefined` where it is not known. */
  declare readonly quotaCode: string | undefined;

  constructor(options: QuotaExceededOptions) {
    super(options, KIND);
    assignDetails(this, { quotaCode: options.quotaCode });
  }

  /** `QuotaExceededError`. */
  override get name(): string {
    return 'QuotaExceededError';
  }

  /** Whether a value is a `QuotaExceededError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is QuotaExceededError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
