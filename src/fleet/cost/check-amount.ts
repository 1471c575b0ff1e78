import { describeType } from '../../errors/describe-type.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';

/** Refuses what is no number from 0 on. @throws InvalidParameterError */
export function checkAmount(value: unknown, operation: string, parameter: string): void {
  const isRight = typeof value === 'number' && value >= 0 && Number.isFinite(value);
  refuseUnless(isRight, operation, parameter, 'a number from 0 on', value);
}

/** Refuses what is no time. @throws InvalidParameterError */
export function checkDate(value: unknown, operation: string, parameter: string): void {
  const isRight = value instanceof Date && !Number.isNaN(value.getTime());
  refuseUnless(isRight, operation, parameter, 'a valid Date', value);
}

/** @throws InvalidParameterError that shows what was given, as far as it is simple. */
export function refuseUnless(
  isRight: boolean,
  operation: string,
  parameter: string,
  expected: string,
  value: unknown,
): void {
  if (isRight) return;
  const isSimple = typeof value === 'number' || typeof value === 'string';
  const received = isSimple ? String(value) : describeType(value);
  throw new InvalidParameterError({ operation, parameter, expected, received });
}
