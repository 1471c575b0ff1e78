import { describe, expect, it } from 'vitest';
import { isClockSkew, isExpiredCredentials } from '../../src/aws/aws-error-codes.js';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import { ConflictError } from '../../src/errors/conflict-error.js';
import { serviceError } from './sdk-errors.js';

describe('isClockSkew', () => {
  it.each([
    ['RequestTimeTooSkewed', 'Text', true],
    ['RequestExpired', 'Request has expired.', true],
    ['RequestInTheFuture', 'Text', true],
    [
      'SignatureDoesNotMatch',
      'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z',
      true,
    ],
    ['SignatureDoesNotMatch', 'Signature not yet current: 2026', true],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not match', false],
    ['ExpiredToken', 'The security token included in the request is expired', false],
  ])('is, for %s (%s), %s', (code, text, expected) => {
    const error = translateAwsError(serviceError(code, text, 403), { operation: 'startInstance' });

    expect(isClockSkew(error)).toBe(expected);
  });
});

describe('conflictsWith', () => {
  it.each([
    ['IdempotentParameterMismatch', 'launch'],
    ['IdempotentInstanceTerminated', 'launch'],
    ['ConcurrentTagAccess', 'change'],
    ['DependencyViolation', 'use'],
    ['InvalidKeyPair.Duplicate', 'name'],
    ['InvalidPermission.Duplicate', undefined],
  ])('tells of %s that it is with: %s', (code, expected) => {
    const error = translateAwsError(serviceError(code), { operation: 'createInstance' });

    expect(ConflictError.isInstance(error) ? error.conflictsWith : 'no conflict').toBe(expected);
  });
});

describe('isExpiredCredentials', () => {
  it.each([
    ['ExpiredToken', 'The security token included in the request is expired', true],
    ['ExpiredTokenException', 'Text', true],
    ['CredentialsProviderError', 'The token is expired', true],
    ['RequestExpired', 'Request has expired.', true],
    ['InvalidClientTokenId', 'Text', false],
  ])('is, for %s (%s), %s', (code, text, expected) => {
    const error = translateAwsError(serviceError(code, text, 403), { operation: 'startInstance' });

    expect(isExpiredCredentials(error)).toBe(expected);
  });

  it('is false for an error without a code', () => {
    const error = translateAwsError(new Error('expired'), { operation: 'startInstance' });

    expect(isExpiredCredentials(error)).toBe(false);
  });
});
