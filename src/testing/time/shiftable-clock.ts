import type { Clock } from '../../time/clock.js';
import { checkAdvance } from './check-advance.js';

/** A clock on top of another that can be set forward; sleeps that fall due by that wake at once. */
export class ShiftableClock implements Clock {
  readonly #base: Clock;
  readonly #naps = new Set<AbortController>();
  #offset = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  now(): number {
    return this.#base.now() + this.#offset;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const due = this.now() + milliseconds;
    do {
      await this.#nap(due - this.now(), signal);
    } while (this.now() < due);
  }

  /** @throws RangeError for a negative number, or one that is not finite. */
  advance(milliseconds: number): void {
    checkAdvance(milliseconds);
    this.#offset += milliseconds;
    for (const nap of this.#naps) nap.abort();
  }

  /** One sleep of the base clock, which a shift of the time ends early. */
  async #nap(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const nap = new AbortController();
    const onAbort = (): void => {
      nap.abort();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#naps.add(nap);
    try {
      await this.#base.sleep(milliseconds, nap.signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!nap.signal.aborted) throw error;
    } finally {
      this.#naps.delete(nap);
      signal?.removeEventListener('abort', onAbort);
    }
  }
}
