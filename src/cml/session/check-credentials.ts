import { describeType, isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import { isSendable } from './log-in.js';

/** @throws InvalidParameterError for what are no credentials; it never quotes them. */
export function checkCredentials(credentials: unknown): void {
  const check = new InputCheck('CmlHostClient');
  check.that(isRecord(credentials), 'credentials', 'an object', describeType(credentials));
  const { username, password, token } = credentials as Readonly<Record<string, unknown>>;
  if (token !== undefined) {
    const isToken = typeof token === 'string' && isSendable(token);
    check.about(isToken, 'credentials.token', 'a text without spaces', describeType(token));
    return;
  }
  const isName = typeof username === 'string' && /^.{1,32}$/su.test(username);
  check.about(isName, 'credentials.username', 'a text of 1 to 32 characters', describeType(username));
  const isPassword = typeof password === 'string' && password !== '';
  check.about(isPassword, 'credentials.password', 'a text that is not empty', describeType(password));
}
