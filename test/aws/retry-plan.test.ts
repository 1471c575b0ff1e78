import { ThrottledError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { createWorkerError } from '../../src/aws/create-worker-error.js';
import { type AttemptHistory, planRetry } from '../../src/aws/retry-plan.js';
import { translateAwsError } from '../../src/aws/translate-aws-error.js';
import type { WorkerErrorKind } from '../../src/errors/worker-error-kind.js';
import { serviceError } from './sdk-errors.js';

const FIRST: AttemptHistory = { attempts: 1, maxAttempts: 4, idempotent: true, refreshed: false };
const always = (value: number) => () => value;

const ofKind = (kind: WorkerErrorKind) => createWorkerError(kind, { message: 'failed' });
const ofCode = (code: string, httpStatus = 400) =>
  translateAwsError(serviceError(code, 'Text of AWS', httpStatus), { operation: 'startInstance' });

describe('planRetry', () => {
  it.each<[WorkerErrorKind, boolean, boolean]>([
    // kind, retried when idempotent, retried when not
    ['throttled', true, true],
    ['service-unavailable', true, false],
    ['network', true, false],
    ['insufficient-capacity', false, false],
    ['quota-exceeded', false, false],
    ['permission-denied', false, false],
    ['invalid-parameter', false, false],
    ['instance-not-found', false, false],
    ['resource-not-found', false, false],
    ['incorrect-state', false, false],
    ['operation-not-permitted', false, false],
    ['unsupported', false, false],
    ['conflict', false, false],
    ['unknown', false, false],
  ])('after %s: %s when idempotent, %s when not', (kind, whenIdempotent, whenNot) => {
    const isRetried = (idempotent: boolean) =>
      planRetry(ofKind(kind), { ...FIRST, idempotent }) !== undefined;

    expect([isRetried(true), isRetried(false)]).toEqual([whenIdempotent, whenNot]);
  });

  it.each([
    ['ConcurrentTagAccess', true],
    ['IdempotentParameterMismatch', false],
    ['DependencyViolation', false],
  ])('retries the conflict %s: %s', (code, retried) => {
    expect(planRetry(ofCode(code), FIRST) !== undefined).toBe(retried);
  });

  it('goes by the code, not by the status, for capacity that EC2 reports as a server error', () => {
    expect(planRetry(ofCode('InsufficientInstanceCapacity', 500), FIRST)).toBeUndefined();
    expect(planRetry(ofCode('InternalError', 500), FIRST)).toBeDefined();
  });

  it.each([
    [1, 4, true],
    [3, 4, true],
    [4, 4, false],
    [1, 1, false],
  ])('after attempt %d of %d: %s', (attempts, maxAttempts, retried) => {
    expect(planRetry(ofKind('throttled'), { ...FIRST, attempts, maxAttempts }) !== undefined).toBe(retried);
  });

  it.each([
    ['throttled', [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]],
    ['network', [100, 200, 400, 800, 1_600, 3_200, 6_400]],
  ] as const)('waits at most twice as long after each %s error, up to 20 s', (kind, longest) => {
    const delays = longest.map(
      (_, index) =>
        planRetry(ofKind(kind), { ...FIRST, attempts: index + 1, maxAttempts: 99 }, always(1))?.delayMs,
    );

    expect(delays).toEqual(longest);
  });

  it('leaves the delay to chance, so that callers do not come back together', () => {
    const delay = (random: number) => planRetry(ofKind('throttled'), FIRST, always(random))?.delayMs;

    expect([delay(0), delay(0.25), delay(1)]).toEqual([0, 250, 1_000]);
  });

  it.each([
    [3, 3_000],
    [0.1, 1_000],
    [3_600, 20_000],
  ])('waits the %d s that AWS asks for, within reason', (retryAfterSeconds, delayMs) => {
    const error = new ThrottledError({ message: 'slow down', retryAfterSeconds });

    expect(planRetry(error, FIRST, always(1))?.delayMs).toBe(delayMs);
  });

  it('refreshes the credentials once, even on the last attempt', () => {
    const expired = ofCode('ExpiredToken', 403);
    const last = { ...FIRST, attempts: 4 };

    expect(planRetry(expired, last)).toEqual({ refreshCredentials: true, delayMs: 0 });
    expect(planRetry(expired, { ...last, refreshed: true })).toBeUndefined();
  });

  it('refreshes the credentials after RequestExpired too, which EC2 says of expired credentials as well', () => {
    expect(planRetry(ofCode('RequestExpired'), FIRST)).toEqual({ refreshCredentials: true, delayMs: 0 });
  });

  it('only signs again when the clocks differ', () => {
    expect(planRetry(ofCode('RequestTimeTooSkewed', 403), FIRST)).toEqual({
      refreshCredentials: false,
      delayMs: 0,
    });
  });

  it('does not ask again for credentials that are not there', () => {
    expect(planRetry(ofKind('authentication'), FIRST)).toBeUndefined();
  });
});
