import type { LaunchAttempt, LaunchResult } from '../model/launch-result.js';
import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import { describeSubject } from './failure-message.js';
import type { LaunchOutcome } from './worker-error-details.js';
import type { SelfDescribingOptions } from './worker-error-options.js';

const KIND = 'launch-failed';

/** What a {@link LaunchFailedError} is made of. */
export type LaunchFailedOptions = SelfDescribingOptions & {
  /** What the launch came to. */
  readonly result: LaunchResult;
};

/**
 * A launch gave fewer instances than its `minCount`. {@link LaunchFailedError.result} has those that exist
 * all the same, and every attempt with its error.
 */
export class LaunchFailedError extends Ec2WorkerError implements LaunchOutcome {
  declare readonly kind: typeof KIND;
  /** What the launch came to. */
  declare readonly result: LaunchResult;

  /** `instanceIds` defaults to the instances that exist, `cause` to the last failure. */
  constructor(options: LaunchFailedOptions) {
    const { result } = options;
    const launched = result.instances.map(({ instanceId }) => instanceId);
    super(
      {
        ...options,
        message: options.message ?? describe(options),
        instanceIds: options.instanceIds ?? launched,
        cause: options.cause ?? result.failures.at(-1)?.error,
      },
      KIND,
    );
    assignDetails(this, { result });
  }

  /** `LaunchFailedError`. */
  override get name(): string {
    return 'LaunchFailedError';
  }

  /** Whether a value is a `LaunchFailedError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is LaunchFailedError {
    return isWorkerErrorOfKind(value, KIND);
  }
}

function describe({ operation = 'launch', region, result }: LaunchFailedOptions): string {
  const launched = result.instances.length;
  const missing = result.failures.reduce((sum, { count }) => sum + count, 0);
  const reasons = new Set(result.failures.map(({ error }) => error.message));
  const gone = result.rolledBack?.length ?? 0;
  const total = launched + gone + missing;
  return [
    `${describeSubject({ operation, region })} failed: ${launched + gone} of ${total} instances were launched,`,
    `in ${describeAttempts(result.attempts)}.`,
    gone === 0 ? '' : `The rollback has terminated ${gone} of them.`,
    describeLeft(launched),
    ...reasons,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** They cost money until somebody takes care of them. */
function describeLeft(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? 'The one that exists is in result.instances: use or terminate it.'
    : `The ${count} that exist are in result.instances: use or terminate them.`;
}

/** What a reader can take in; `result.attempts` has them all. */
const MOST_ATTEMPTS = 6;

/** A single attempt is told by its reason. */
function describeAttempts(attempts: readonly LaunchAttempt[]): string {
  if (attempts.length <= 1) return attempts.length === 1 ? '1 attempt' : 'no attempt';
  const told = attempts.slice(0, MOST_ATTEMPTS).map(describeAttempt);
  const rest = attempts.length - told.length;
  const others = rest > 0 ? `, and ${rest} more` : '';
  return `${attempts.length} attempts (${told.join('; ')}${others})`;
}

function describeAttempt(attempt: LaunchAttempt): string {
  const { instanceType = 'the type of the template', launched, requested, error } = attempt;
  const place = attempt.subnetId ?? attempt.availabilityZone;
  const where = place === undefined ? '' : ` in ${place}`;
  const how = attempt.market === 'spot' ? ' on spot' : '';
  const { code, kind } = (error ?? {}) as { readonly code?: string; readonly kind?: string };
  const outcome = error === undefined ? `${launched} of ${requested}` : (code ?? kind ?? error.name);
  return `${instanceType}${where}${how}: ${outcome}`;
}
