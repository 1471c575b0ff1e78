import { assignDetails } from './assign-details.js';
import { Ec2WorkerError, isWorkerErrorOfKind } from './ec2-worker-error.js';
import { redactText } from './redact-text.js';
import type { SettingsProblem, SettingsProblems } from './worker-error-details.js';
import type { SelfDescribingOptions } from './worker-error-options.js';

const KIND = 'settings';

/** What a {@link SettingsError} is made of. */
export type SettingsErrorOptions = SelfDescribingOptions & {
  /** At least one. Messages name no values: a setting may be a secret. */
  readonly problems: readonly SettingsProblem[];
};

/** Settings that cannot be used, with every problem at once. */
export class SettingsError extends Ec2WorkerError implements SettingsProblems {
  declare readonly kind: typeof KIND;
  /** Every problem with the path to it. */
  declare readonly problems: readonly SettingsProblem[];

  constructor(options: SettingsErrorOptions) {
    super({ ...options, message: options.message ?? describe(options) }, KIND);
    const problems = options.problems.map(({ path, message }) => ({ path, message: redactText(message) }));
    assignDetails(this, { problems });
  }

  /** `SettingsError`. */
  override get name(): string {
    return 'SettingsError';
  }

  /** Whether a value is a `SettingsError`, from whichever copy of this package. */
  static override isInstance(value: unknown): value is SettingsError {
    return isWorkerErrorOfKind(value, KIND);
  }
}

function describe({ operation, problems }: SettingsErrorOptions): string {
  const where = operation === undefined ? '' : `${operation}: `;
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  // A colon between path and message would look like a secret and its value where the path ends in "token".
  const lines = problems.map(({ path, message }) => `\n  ${path === '' ? '(settings)' : path} — ${message}`);
  return `${where}the settings have ${count}:${lines.join('')}`;
}
