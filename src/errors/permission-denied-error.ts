import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { DecodedDenial, PermissionDenial } from './worker-error-details.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'permission-denied';

/** What a {@link PermissionDeniedError} is made of. */
export type PermissionDeniedOptions = WorkerErrorOptions & {
  readonly [Detail in keyof PermissionDenial]?: PermissionDenial[Detail];
};

/**
 * The caller is known and not allowed: by an IAM policy, or because the account cannot use the region
 * or the service yet.
 */
export class PermissionDeniedError extends Ec2WorkerError implements PermissionDenial {
  declare readonly kind: typeof KIND;
  /** The IAM action, such as `ec2:StartInstances`. */
  declare readonly action: string | undefined;
  /** The ARN of the resource that the action was refused on, where AWS names it. */
  declare readonly resource: string | undefined;
  /** Which kind of policy refuses, in AWS's words. */
  declare readonly denySource: string | undefined;
  /** AWS's encoded details: `aws sts decode-authorization-message` reads them. */
  declare readonly encodedMessage: string | undefined;
  /** What is in there, where the caller may have it decoded. */
  declare readonly decoded: DecodedDenial | undefined;

  constructor(options: PermissionDeniedOptions) {
    super(options, KIND);
    const { action, resource, denySource, encodedMessage, decoded } = options;
    assignDetails(this, { action, resource, denySource, encodedMessage, decoded });
  }

  /** `PermissionDeniedError`. */
  override get name(): string {
    return 'PermissionDeniedError';
  }

  /** Whether a value is a `PermissionDeniedError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is PermissionDeniedError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
