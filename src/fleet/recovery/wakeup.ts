import type { Clock } from '../../time/clock.js';
import { linkSignals } from '../../time/linked-signal.js';

/** A pause that somebody else can end. */
export class Wakeup {
  readonly #clock: Clock;
  #isCalled = false;
  #failure: { readonly error: unknown } | undefined;
  #end: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the pause, or the next one if there is none. */
  wake(): void {
    this.#isCalled = true;
    this.#end?.();
  }

  /** Makes the pause fail, or the next one. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#end?.();
  }

  /** Waits so long at most, and not beyond the signal's end. */
  async wait(milliseconds: number, abortSignal: AbortSignal): Promise<void> {
    const pause = linkSignals([abortSignal]);
    this.#end = () => {
      pause.abort();
    };
    try {
      if (!this.#isCalled && this.#failure === undefined) {
        await this.#clock.sleep(milliseconds, pause.signal).catch(() => undefined);
      }
      if (this.#failure !== undefined) throw this.#failure.error;
    } finally {
      this.#end = undefined;
      this.#isCalled = false;
      pause.release();
      pause.abort();
    }
  }
}
