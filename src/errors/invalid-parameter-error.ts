import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import type { ParameterRefusal } from './worker-error-details.js';
import type { SelfDescribingOptions } from './worker-error-options.js';

const KIND = 'invalid-parameter';

/** What an {@link InvalidParameterError} is made of. */
export type InvalidParameterOptions = SelfDescribingOptions & {
  /** The name of the input. */
  readonly parameter?: string | undefined;
  /** What would have been right, to follow "must be": `at most 50 tags`. */
  readonly expected?: string | undefined;
  /** What was given instead, to follow "got": `51 tags`. Not the value itself where that may be a secret. */
  readonly received?: string | undefined;
};

/** An input was refused, by this package before anything was sent, or by AWS. */
export class InvalidParameterError extends Ec2WorkerError implements ParameterRefusal {
  declare readonly kind: typeof KIND;
  /** The name of the input; `undefined` where AWS refused it without a name. */
  declare readonly parameter: string | undefined;
  /** What would have been right. */
  declare readonly expected: string | undefined;
  /** What was given instead. */
  declare readonly received: string | undefined;

  constructor(options: InvalidParameterOptions) {
    super({ ...options, message: options.message ?? describe(options) }, KIND);
    const { parameter, expected, received } = options;
    assignDetails(this, { parameter, expected, received });
  }

  /** `InvalidParameterError`. */
  override get name(): string {
    return 'InvalidParameterError';
  }

  /** Whether a value is an `InvalidParameterError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is InvalidParameterError {
    return isWorkerErrorOfKind(value, KIND);
  }
}

function describe({ operation, parameter, expected, received }: InvalidParameterOptions): string {
  const where = operation === undefined ? '' : `${operation}: `;
  const what = parameter ?? 'an input';
  const rule = expected === undefined ? 'is not valid' : `must be ${expected}`;
  return `${where}${what} ${rule}${received === undefined ? '' : `, got ${received}`}.`;
}
