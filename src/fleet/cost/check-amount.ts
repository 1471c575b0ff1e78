import { InputCheck } from '../../errors/input-check.js';

/** Refuses what is no number from 0 on. @throws InvalidParameterError */
export function checkAmount(value: unknown, operation: string, parameter: string): void {
  const isRight = typeof value === 'number' && value >= 0 && Number.isFinite(value);
  new InputCheck(operation).that(isRight, parameter, 'a number from 0 on', value);
}

/** Refuses what is no time. @throws InvalidParameterError */
export function checkDate(value: unknown, operation: string, parameter: string): void {
  const isRight = value instanceof Date && !Number.isNaN(value.getTime());
  new InputCheck(operation).that(isRight, parameter, 'a valid Date', value);
}
