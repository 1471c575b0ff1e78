import { write } from '../../cml/call-guard.js';
import { InputCheck } from '../../errors/input-check.js';
import { systemClock } from '../../time/clock.js';
import { pause } from '../pause.js';
import { type KeepAliveOptions, type KeptLease, keepAlive } from './keep-alive.js';
import type { AcquireLeaseOptions, Lease, LeaseStore } from './lease-store.js';

const OPERATION = 'withLease';
const LONGEST_PAUSE_MS = 1_000;
const LONGEST_WAIT_SECONDS = 86_400;

/** Options of {@link withLease}. */
export interface WithLeaseOptions extends KeepAliveOptions, Omit<AcquireLeaseOptions, 'abortSignal'> {
  /**
   * How long to wait for a lease that somebody else holds, in seconds, from 0 to 86,400. Default 0: it is asked for
   * once.
   */
  readonly waitSeconds?: number | undefined;
}

/** What a function under a lease is given. */
export interface HeldLease {
  /** The lease as it was acquired; its token is to be written along with what must not happen twice. */
  readonly lease: Lease;
  /** Aborts when the lease is lost, and with the caller's own signal. */
  readonly signal: AbortSignal;
}

/** What became of {@link withLease}: whether the lease was acquired and, if so, what the function gave. */
export type LeaseOutcome<Result> =
  | {
      /** The lease was acquired, and the function ran. */
      readonly acquired: true;
      /** What the function gave. */
      readonly result: Result;
    }
  | {
      /** Somebody else holds the lease; the function did not run. */
      readonly acquired: false;
    };

/**
 * Does something while holding a lease: acquires it, renews it as long as the function runs, and releases it
 * afterwards. If the lease is lost meanwhile, the function's signal aborts.
 *
 * @returns What the function gave, or that somebody else holds the lease.
 * @throws ConflictError if the lease was lost, whatever the function gave; what the function throws; what the store
 * throws while the lease is acquired. A lease that cannot be released ends by itself.
 *
 * @example
 * {@includeCode ../../../examples/keep-lease.ts#program}
 */
export async function withLease<Result>(
  store: LeaseStore,
  key: string,
  options: WithLeaseOptions,
  run: (held: HeldLease) => Promise<Result>,
): Promise<LeaseOutcome<Result>> {
  const { waitSeconds = 0, ...others } = options;
  const isWait = typeof waitSeconds === 'number' && waitSeconds >= 0 && waitSeconds <= LONGEST_WAIT_SECONDS;
  new InputCheck(OPERATION).that(isWait, 'waitSeconds', `from 0 to ${LONGEST_WAIT_SECONDS}`, waitSeconds);
  const lease = await acquirePatiently(store, key, others, waitSeconds);
  if (lease === undefined) return { acquired: false };
  const kept = keepAlive(store, lease, others);
  try {
    const result = await run({ lease, signal: kept.signal });
    refuseIfLost(kept);
    return { acquired: true, result };
  } catch (error) {
    refuseIfLost(kept);
    throw error;
  } finally {
    await kept.stop();
    if (!kept.isLost) await releaseQuietly(store, kept.lease, others);
  }
}

async function acquirePatiently(
  store: LeaseStore,
  key: string,
  options: Omit<WithLeaseOptions, 'waitSeconds'>,
  waitSeconds: number,
): Promise<Lease | undefined> {
  const { clock = systemClock, owner, durationSeconds, abortSignal } = options;
  const deadline = clock.now() + waitSeconds * 1_000;
  for (;;) {
    const lease = await store.acquire(key, { owner, durationSeconds, abortSignal });
    const remainingMs = deadline - clock.now();
    if (lease !== undefined || remainingMs <= 0) return lease;
    // Those who wait for the same lease had better not ask in step.
    const pauseMs = Math.min(LONGEST_PAUSE_MS * (0.5 + Math.random() / 2), remainingMs);
    await pause(clock, pauseMs, { operation: OPERATION, abortSignal });
  }
}

/** What was done under a lease that is lost may have been done by somebody else as well. */
function refuseIfLost({ isLost, signal }: KeptLease): void {
  if (isLost) throw signal.reason;
}

async function releaseQuietly(store: LeaseStore, lease: Lease, { logger }: KeepAliveOptions): Promise<void> {
  try {
    await store.release(lease);
  } catch (error) {
    write(logger, 'warn', 'A lease could not be released and ends by itself', {
      key: lease.key,
      message: error instanceof Error ? error.message : String(error),
    });
  }
}
