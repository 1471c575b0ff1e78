import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { ThrottledError } from '../errors/throttled-error.js';
import { isClockSkew, isExpiredCredentials } from './aws-error-codes.js';

/** What the attempts so far have come to. */
export interface AttemptHistory {
  /** The attempts made, the failed one included. */
  readonly attempts: number;
  readonly maxAttempts: number;
  /** Whether a request that may have been carried out can be sent again without harm. */
  readonly idempotent: boolean;
  /** Whether credentials were already refreshed for this request. */
  readonly refreshed: boolean;
}

/** What to do before the next attempt. */
export interface RetryPlan {
  readonly refreshCredentials: boolean;
  readonly delayMs: number;
}

const LONGEST_DELAY_MS = 20_000;

/** EC2's buckets refill by a few tokens a second, so a throttled request had better wait about one. */
const BASE_DELAY_MS = { throttled: 1_000, other: 100 } as const;

/**
 * Whether and when to try again after an error; `undefined` means never. Throttling is always worth a
 * retry, since the request was refused; faults of network and service only where sending twice does
 * no harm. Capacity, quota, permission and parameter errors are not: the answer would be the same.
 */
export function planRetry(
  error: Ec2WorkerError,
  history: AttemptHistory,
  random: () => number = Math.random,
): RetryPlan | undefined {
  if (error.kind === 'authentication') return planAuthentication(error, history);
  if (history.attempts >= history.maxAttempts || !isWorthRetrying(error, history.idempotent))
    return undefined;

  const base = BASE_DELAY_MS[error.kind === 'throttled' ? 'throttled' : 'other'];
  // Full jitter: callers that failed together should not come back together.
  const delayMs = random() * Math.min(base * 2 ** (history.attempts - 1), LONGEST_DELAY_MS);
  const askedFor = ThrottledError.isInstance(error) ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  return { refreshCredentials: false, delayMs: Math.max(delayMs, Math.min(askedFor, LONGEST_DELAY_MS)) };
}

/** One more attempt, with fresh credentials or, once the SDK has corrected its clock, a fresh signature. */
function planAuthentication(error: Ec2WorkerError, history: AttemptHistory): RetryPlan | undefined {
  if (history.refreshed || error.httpStatus === undefined) return undefined;
  const onlySkewed = isClockSkew(error) && !isExpiredCredentials(error);
  return { refreshCredentials: !onlySkewed, delayMs: 0 };
}

function isWorthRetrying(error: Ec2WorkerError, idempotent: boolean): boolean {
  switch (error.kind) {
    case 'throttled':
      return true;
    case 'service-unavailable':
    case 'network':
      return idempotent && error.retryable;
    case 'conflict':
      return error.retryable;
    default:
      return false;
  }
}
