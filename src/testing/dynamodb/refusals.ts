import { ServiceError } from '../wire/service-error.js';

/** The error for a request that cannot be read, or that is not simulated. */
export function validation(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** The error for what DynamoDB has and the simulator has not. */
export function notSimulated(what: string): ServiceError {
  return validation(`The simulated DynamoDB has no ${what}.`);
}

export function tableNotFound(): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Requested resource not found');
}
