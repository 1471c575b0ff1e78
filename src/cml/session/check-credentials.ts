import { describeType, isRecord } from '../../errors/describe-type.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import { isSendable } from './log-in.js';

/** @throws InvalidParameterError for what are no credentials; it never quotes them. */
export function checkCredentials(credentials: unknown): void {
  if (!isRecord(credentials)) refuse('credentials', 'an object', describeType(credentials));
  const { username, password, token } = credentials;
  if (token !== undefined) {
    const isToken = typeof token === 'string' && isSendable(token);
    if (!isToken) refuse('credentials.token', 'a text without spaces', describeType(token));
    return;
  }
  const isName = typeof username === 'string' && /^.{1,32}$/su.test(username);
  if (!isName) refuse('credentials.username', 'a text of 1 to 32 characters', describeType(username));
  const isPassword = typeof password === 'string' && password !== '';
  if (!isPassword) refuse('credentials.password', 'a text that is not empty', describeType(password));
}

function refuse(parameter: string, expected: string, received: string): never {
  throw new InvalidParameterError({ operation: 'CmlHostClient', parameter, expected, received });
}
