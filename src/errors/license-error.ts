import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { LicenseStanding } from './worker-error-details.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'license';

/** What a {@link LicenseError} is made of. */
export type LicenseOptions = WorkerErrorOptions & {
  readonly [Detail in keyof LicenseStanding]?: LicenseStanding[Detail];
};

/**
 * A CML host has no valid licence, or could not get one: Cisco does not take the token, its server could not
 * be reached, or the account has no licence left. Without one the host starts no nodes.
 */
export class LicenseError extends Ec2WorkerError implements LicenseStanding {
  declare readonly kind: typeof KIND;
  /** The word for the registration, such as `FAILED`. */
  declare readonly registration: string | undefined;
  /** The word for the authorization, such as `OUT_OF_COMPLIANCE`. */
  declare readonly authorization: string | undefined;
  /** Why the last registration failed, where the host says so. */
  declare readonly failure: string | undefined;

  constructor(options: LicenseOptions) {
    super(options, KIND);
    const { registration, authorization, failure } = options;
    assignDetails(this, { registration, authorization, failure });
  }

  /** `LicenseError`. */
  override get name(): string {
    return 'LicenseError';
  }

  /**
   * The error as plain data, safe to log. The word for the authorization is in it: unlike a header of that name it
   * is no secret.
   */
  override toJSON(): Record<string, unknown> {
    const { authorization } = this;
    return { ...super.toJSON(), ...(authorization === undefined ? {} : { authorization }) };
  }

  /** Whether a value is a `LicenseError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is LicenseError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
