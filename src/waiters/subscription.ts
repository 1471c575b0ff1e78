import type { Observation, ObservationRequest } from './observation.js';
import { delayFor } from './poll-pace.js';

/** The last look comes this long before its time is up, which leaves room for the answer. */
const LAST_LOOK_MS = 1_000;

/** Whoever looks on behalf of the subscriptions. */
export interface SubscriptionKeeper {
  /** Called when somebody takes an observation who had kept it waiting. */
  resume(): void;
  /** Called when nobody wants to see any more. */
  leave(subscription: Subscription): void;
}

interface Taker {
  readonly resolve: (result: IteratorResult<Observation>) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Somebody who wants to see what becomes of an instance, as the sequence of what is seen. Nothing is looked at for
 * one who has not taken the last observation yet.
 */
export class Subscription implements AsyncIterableIterator<Observation> {
  readonly request: ObservationRequest;
  /** When the next look is due, in milliseconds of the clock. */
  dueAt: number;
  /** When the last answer came; never so far. */
  seenAt: number = Number.NEGATIVE_INFINITY;
  isLookedAt = false;
  readonly #keeper: SubscriptionKeeper;
  #latest: Observation | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #taker: Taker | undefined;

  constructor(request: ObservationRequest, now: number, keeper: SubscriptionKeeper) {
    this.request = request;
    this.dueAt = now;
    this.#keeper = keeper;
    request.signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Whether it is waiting for a look. */
  get isWanting(): boolean {
    return !this.isLookedAt && this.#latest === undefined;
  }

  /** Whether a look is due by then, or may as well come along with others. */
  isOpenAt(now: number): boolean {
    return this.isWanting && now >= this.seenAt + this.request.minDelay;
  }

  deliver(observation: Observation, pages: number): void {
    this.isLookedAt = false;
    this.seenAt = observation.at;
    this.dueAt = this.#nextLook(observation, pages);
    const taker = this.#taker;
    this.#taker = undefined;
    if (taker === undefined) this.#latest = observation;
    else taker.resolve({ value: observation, done: false });
  }

  /** Ends the sequence with what went wrong. */
  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#leave();
    this.#taker?.reject(reason);
    this.#taker = undefined;
  }

  next(): Promise<IteratorResult<Observation>> {
    return new Promise((resolve, reject) => {
      const latest = this.#latest;
      if (latest !== undefined) {
        this.#latest = undefined;
        resolve({ value: latest, done: false });
        this.#keeper.resume();
      } else if (this.#failure !== undefined) reject(this.#failure.reason);
      else this.#taker = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Observation>> {
    this.#leave();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  readonly #onAbort = (): void => {
    this.fail(this.request.signal.reason);
  };

  #leave(): void {
    this.request.signal.removeEventListener('abort', this.#onAbort);
    this.#keeper.leave(this);
  }

  #nextLook({ at, seen }: Observation, pages: number): number {
    const { pace, minDelay, endsAt = Number.POSITIVE_INFINITY } = this.request;
    const checks = seen.kind === 'checks' ? seen.checks : undefined;
    const delay = delayFor(seen.kind === 'failed' ? 'steadily' : pace(checks), pages, this.request);
    const remaining = endsAt - at;
    if (delay < remaining) return at + delay;
    // A look at the very end would come to nothing, so the last one is made a little earlier. Where that
    // would be too soon after the one before, the time is up before it.
    return at + Math.max(remaining - LAST_LOOK_MS, minDelay);
  }
}
