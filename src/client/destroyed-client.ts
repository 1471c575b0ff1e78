import { InvalidParameterError } from '../errors/invalid-parameter-error.js';

/** The error of a call of a client that was destroyed. */
export function destroyedClient(operation: string): InvalidParameterError {
  const expected = 'in use: this client was destroyed';
  return new InvalidParameterError({ operation, parameter: 'client', expected });
}
