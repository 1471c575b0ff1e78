import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { ConflictDetails } from './worker-error-details.js';
import type { WorkerErrorOptions } from './worker-error-options.js';

const KIND = 'conflict';

/** What a {@link ConflictError} is made of. */
export type ConflictOptions = WorkerErrorOptions & Partial<ConflictDetails>;

/**
 * The request clashes with another: one under way, one with the same client token, or something that
 * exists already or is still in use. Only the first kind is {@link Ec2WorkerError.retryable}.
 */
export class ConflictError extends Ec2WorkerError implements ConflictDetails {
  declare readonly kind: typeof KIND;
  /**
   * `launch`: the client token belongs to another launch; `change`: another change is under way; `use`: it is
   * still in use; `name`: it exists already. `undefined` where AWS does not tell.
   */
  declare readonly conflictsWith: ConflictDetails['conflictsWith'];

  constructor(options: ConflictOptions) {
    super(options, KIND);
    assignDetails(this, { conflictsWith: options.conflictsWith });
  }

  /** `ConflictError`. */
  override get name(): string {
    return 'ConflictError';
  }

  /** Whether a value is a `ConflictError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is ConflictError {
    return isWorkerErrorOfKind(value, KIND);
  }
}
