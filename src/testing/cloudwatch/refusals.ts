import { ServiceError } from '../wire/service-error.js';

/** @throws ServiceError `MissingRequiredParameterException` */
export function required<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value;
  throw new ServiceError('MissingRequiredParameterException', `The parameter ${name} is required.`);
}

/** The error for a value that CloudWatch does not take. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}
