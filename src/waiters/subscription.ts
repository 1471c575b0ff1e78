import type { Attendance, Observation, ObservationEnd, Observer } from './observation.js';
import { delayFor } from './poll-pace.js';

/** The last look comes this long before its time is up, which leaves room for the answer. */
const LAST_LOOK_MS = 1_000;

/** Whoever looks on behalf of the subscriptions. */
export interface SubscriptionKeeper {
  /** Called when an observer is ready for more who has taken its time. */
  resume(): void;
  /** Called when nobody wants to see any more. */
  leave(subscription: Subscription): void;
}

/** An observer in the books of a poller. Thousands of these may wait at a time, so it is small. */
export class Subscription implements Attendance {
  readonly observer: Observer;
  /** When the next look is due, in milliseconds of the clock. */
  dueAt: number;
  readonly #keeper: SubscriptionKeeper;
  /** When the last answer came; never so far. */
  #seenAt = Number.NEGATIVE_INFINITY;
  #look: AbortController | undefined;
  #isBusy = false;
  #isOver = false;

  constructor(observer: Observer, now: number, keeper: SubscriptionKeeper) {
    this.observer = observer;
    this.dueAt = now;
    this.#keeper = keeper;
    observer.abortSignal?.addEventListener('abort', this, { once: true });
  }

  /** Whether it is waiting for a look. */
  get isWanting(): boolean {
    return this.#look === undefined && !this.#isBusy;
  }

  /** Whether a look is due by then, or may as well come along with others. */
  isOpenAt(now: number): boolean {
    return this.isWanting && now >= this.#seenAt + this.observer.minDelay;
  }

  /** Begins a look. @returns What aborts when nobody wants it any more. */
  beginLook(): AbortSignal {
    this.#look = new AbortController();
    return this.#look.signal;
  }

  /** `now` is the same for all who are told together, so that they are due together again. */
  deliver(observation: Observation, pages: number, now: number): void {
    this.#look = undefined;
    if (this.#isOver) return;
    this.#seenAt = now;
    this.dueAt = this.#nextLook(observation, pages, now);
    this.#isBusy = true;
    void this.observer.see(observation).then(() => {
      this.#isBusy = false;
      if (!this.#isOver) this.#keeper.resume();
    });
  }

  /** Ends it, and tells the observer why. */
  end(reason: ObservationEnd): void {
    if (this.#isOver) return;
    this.leave(reason);
    this.observer.end(reason);
  }

  leave(reason: ObservationEnd = 'time-is-up'): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.observer.abortSignal?.removeEventListener('abort', this);
    this.#keeper.leave(this);
    this.#look?.abort(reason === 'time-is-up' ? undefined : reason.reason);
  }

  /** The caller's signal has aborted. An object as listener saves a function for each subscription. */
  handleEvent(): void {
    this.end({ reason: this.observer.abortSignal?.reason });
  }

  #nextLook({ seen }: Observation, pages: number, now: number): number {
    const { observer } = this;
    const checks = seen.kind === 'checks' ? seen.checks : undefined;
    const delay = delayFor(seen.kind === 'failed' ? 'steadily' : observer.pace(checks), pages, observer);
    const remaining = observer.endsAt - now;
    if (delay < remaining) return now + delay;
    // A look at the very end would come to nothing, so the last one is made a little earlier. Where that
    // would be too soon after the one before, the time is up before it.
    return now + Math.max(remaining - LAST_LOOK_MS, observer.minDelay);
  }
}
