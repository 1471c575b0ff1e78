import { InvalidParameterError } from '../errors/invalid-parameter-error.js';

/** What a time that a caller gives may be. */
export interface SecondsRule {
  readonly operation: string;
  readonly parameter: string;
  /** What it is when it is left out. */
  readonly otherwise: number;
  /** Whether 0 makes sense. Default `false`. */
  readonly zeroAllowed?: boolean | undefined;
}

/** A number of seconds as given, or its default. @throws InvalidParameterError for what is none. */
export function checkSeconds(value: number | undefined, rule: SecondsRule): number {
  const { operation, parameter, otherwise, zeroAllowed = false } = rule;
  if (value === undefined) return otherwise;
  if (Number.isFinite(value) && (value > 0 || (zeroAllowed && value === 0))) return value;
  const expected = `a number of seconds, ${zeroAllowed ? '0 or more' : 'above 0'}`;
  throw new InvalidParameterError({ operation, parameter, expected, received: String(value) });
}
