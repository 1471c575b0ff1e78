import { describeType } from './describe-type.js';
import { InvalidParameterError } from './invalid-parameter-error.js';

/** The longest text of a caller that a message repeats. */
const MAX_QUOTED = 60;

/** Checks the inputs of one call, and words its refusals alike. */
export class InputCheck {
  readonly #operation: string;

  constructor(operation: string) {
    this.#operation = operation;
  }

  /** Refuses an input that is not right, and shows what was given. @throws InvalidParameterError */
  that(isRight: boolean, parameter: string, expected: string, received: unknown): void {
    // The check is cheap, the description may not be.
    if (!isRight) this.about(isRight, parameter, expected, describe(received));
  }

  /** As {@link InputCheck.that}, but tells only what is said of the input: for one that may be secret. */
  about(isRight: boolean, parameter: string, expected: string, received: string): void {
    if (isRight) return;
    throw new InvalidParameterError({ operation: this.#operation, parameter, expected, received });
  }

  /** A time as given, or its default. @throws InvalidParameterError for what is none. */
  time(value: number | undefined, parameter: string, rule: TimeRule): number {
    const { otherwise, unit = 'seconds', zeroAllowed = false } = rule;
    if (value === undefined) return otherwise;
    const isTime = Number.isFinite(value) && (value > 0 || (zeroAllowed && value === 0));
    this.that(isTime, parameter, `a number of ${unit}, ${zeroAllowed ? '0 or more' : 'above 0'}`, value);
    return value;
  }
}

/** Whether a value is text that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** What a time that a caller gives may be. */
export interface TimeRule {
  /** What it is when it is left out. */
  readonly otherwise: number;
  /** Default `seconds`. */
  readonly unit?: 'seconds' | 'minutes' | undefined;
  /** Whether 0 makes sense. Default `false`. */
  readonly zeroAllowed?: boolean | undefined;
}

/** Shows a simple value, and of anything else only what kind of thing it is: it may hold a secret. */
function describe(value: unknown): string {
  if (typeof value === 'string') {
    return value.length > MAX_QUOTED ? `"${value.slice(0, MAX_QUOTED)}…"` : `"${value}"`;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : describeType(value);
}
