import type { Clock } from '../time/clock.js';

/** How large a bucket is, and how fast it fills. */
export interface BucketSize {
  /** How many tokens it holds at most. */
  readonly capacity: number;
  /** How many more it gets each second. */
  readonly refillPerSecond: number;
}

/** The slowest that a bucket gets, as a share of its size. */
const SLOWEST = 1 / 16;

/** How long it takes from half the rate back to the whole, in seconds. */
const RECOVERY_SECONDS = 30;

/** After a refusal nothing is sent for so long. */
const PAUSE_MS = 1_000;

interface Waiter {
  readonly amount: number;
  readonly resolve: () => void;
}

/** Rounding must not keep a token back that has come in. */
const EPSILON = 1e-6;

/**
 * A bucket of tokens that fills up with time. Who finds it empty waits in line. When the real limit turns out
 * to be lower, since others draw on it too, the bucket slows down and recovers by and by.
 */
export class TokenBucket {
  readonly #size: BucketSize;
  readonly #clock: Clock;
  readonly #line = new Set<Waiter>();
  #tokens: number;
  #at: number;
  #speed = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #sleeping: AbortController | undefined;

  constructor(size: BucketSize, clock: Clock) {
    this.#size = size;
    this.#clock = clock;
    this.#tokens = size.capacity;
    this.#at = clock.now();
  }

  /** Takes tokens if they are there and nobody waits in line. */
  tryTake(amount = 1): boolean {
    if (this.#line.size > 0 || !this.#has(amount)) return false;
    this.#spend(amount);
    return true;
  }

  /** Takes as many tokens as are there, up to `wanted`, whoever waits. @returns How many. */
  takeUpTo(wanted: number): number {
    this.#refill();
    const taken = Math.min(wanted, Math.max(Math.floor(this.#tokens + EPSILON), 0));
    this.#tokens -= taken;
    return taken;
  }

  /** Takes tokens in turn. Rejects with the signal's reason as soon as it aborts. More than it holds count as all. */
  take(amount: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      if (this.tryTake(amount)) {
        resolve();
        return;
      }
      const onAbort = (): void => {
        this.#line.delete(waiter);
        // Whoever is next in line may be content with less.
        this.#sleeping?.abort();
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        amount,
        resolve: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#line.add(waiter);
      if (this.#sleeping === undefined) void this.#serve();
    });
  }

  /** Puts tokens back that were not needed. */
  putBack(amount: number): void {
    this.#refill();
    this.#tokens = Math.min(this.#tokens + amount, this.#size.capacity);
  }

  /**
   * Takes note that a request was refused which was sent at `sentAt`: the bucket is empty, and fills at half the
   * speed. Several refusals of the same moment count as one.
   */
  slowDown(sentAt: number): void {
    if (sentAt <= this.#slowedAt) return;
    this.#refill();
    this.#slowedAt = this.#clock.now();
    this.#speed = Math.max(this.#speed / 2, SLOWEST);
    this.#tokens = Math.min(this.#tokens, 0);
    this.#at = this.#slowedAt + PAUSE_MS;
  }

  async #serve(): Promise<void> {
    const sleeping = new AbortController();
    this.#sleeping = sleeping;
    try {
      for (const waiter of this.#line) {
        while (this.#line.has(waiter) && !this.#has(waiter.amount)) {
          await this.#clock.sleep(this.#timeFor(waiter.amount), sleeping.signal);
        }
        if (!this.#line.delete(waiter)) continue;
        this.#spend(waiter.amount);
        waiter.resolve();
      }
    } catch {
      // Somebody has left the line.
    }
    this.#sleeping = undefined;
    if (this.#line.size > 0) void this.#serve();
  }

  #has(amount: number): boolean {
    this.#refill();
    return this.#tokens >= Math.min(amount, this.#size.capacity) - EPSILON;
  }

  #spend(amount: number): void {
    this.#tokens -= Math.min(amount, this.#size.capacity);
  }

  #timeFor(amount: number): number {
    const lacking = Math.min(amount, this.#size.capacity) - this.#tokens;
    if (lacking <= 0) return 0;
    const pause = Math.max(this.#at - this.#clock.now(), 0);
    return pause + Math.ceil((lacking / (this.#size.refillPerSecond * this.#speed)) * 1_000);
  }

  #refill(): void {
    const now = this.#clock.now();
    const seconds = (now - this.#at) / 1_000;
    if (seconds <= 0) return;
    const { capacity, refillPerSecond } = this.#size;
    this.#at = now;
    this.#tokens = Math.min(this.#tokens + seconds * refillPerSecond * this.#speed, capacity);
    this.#speed = Math.min(this.#speed + seconds / (2 * RECOVERY_SECONDS), 1);
  }
}
