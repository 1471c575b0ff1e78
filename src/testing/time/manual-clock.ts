import type { Clock } from '../../time/clock.js';
import { checkAdvance } from './check-advance.js';
import { settle, settleFor } from './settle.js';

/** Options of {@link ManualClock}. */
export interface ManualClockOptions {
  /** The time it starts at: milliseconds since the epoch or a `Date`. Default: the machine's time. */
  readonly now?: number | Date | undefined;
  /**
   * Jumps to the earliest due sleep whenever somebody sleeps and the process has gone quiet, so that
   * ten simulated minutes pass in milliseconds. Default `false`: time moves by `advance` alone.
   */
  readonly autoAdvance?: boolean | undefined;
}

/**
 * How long the process has to be idle before the first jump: code that sleeps beside a first call which is
 * still loading its modules must not see its deadline pass.
 */
const FIRST_JUMP_IDLE_MS = 50;

interface Sleeper {
  readonly due: number;
  /** Sleeps that nobody waits for: time passes them, and does not move for their sake. */
  readonly isBackground: boolean;
  readonly wake: () => void;
}

/**
 * A clock that moves only when told to, for tests of code that waits.
 *
 * Time never jumps while a {@link SimulatedAws} that was given this clock handles a request through its
 * `requestHandler`, nor with `autoAdvance` before the process has been idle for a moment at the start. It cannot
 * see other I/O of the process: hold it with {@link ManualClock.hold} around that.
 *
 * @example
 * const clock = new ManualClock({ autoAdvance: true });
 * await clock.sleep(600_000); // back at once, ten minutes later by clock.now()
 */
export class ManualClock implements Clock {
  readonly #autoAdvance: boolean;
  readonly #sleepers = new Set<Sleeper>();
  #now: number;
  #activity = 0;
  #holds = 0;
  #jumping = false;
  #warm = false;
  #advances = 0;
  #lastAdvance: Promise<void> = Promise.resolve();

  constructor(options: ManualClockOptions = {}) {
    this.#now = Number(options.now ?? Date.now());
    this.#autoAdvance = options.autoAdvance ?? false;
  }

  /** The simulated time in milliseconds since the epoch. */
  now(): number {
    return this.#now;
  }

  /** How many sleeps are waiting for their time, those in the background left out. */
  get pendingSleeps(): number {
    return [...this.#sleepers].filter(({ isBackground }) => !isBackground).length;
  }

  /**
   * Resolves when the simulated time has moved on by `milliseconds`; zero or less at the next move.
   * Rejects with the signal's reason as soon as `signal` aborts.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.#sleep(milliseconds, signal, false);
  }

  /**
   * Sleeps like {@link ManualClock.sleep}, but time does not jump ahead for its sake: it wakes when time passes
   * it by. For what goes on by itself, such as a simulated machine that boots.
   */
  sleepInBackground(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.#sleep(milliseconds, signal, true);
  }

  #sleep(milliseconds: number, signal: AbortSignal | undefined, isBackground: boolean): Promise<void> {
    this.#activity += 1;
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const finish = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
        this.#activity += 1;
      };
      const onAbort = (): void => {
        finish();
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        // As for `setTimeout`, what is no number is no time at all.
        due: this.#now + (Number.isNaN(milliseconds) ? 0 : Math.max(milliseconds, 0)),
        isBackground,
        wake: () => {
          finish();
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (this.#autoAdvance && !isBackground) void this.#jumpWhileAsleep();
    });
  }

  /**
   * Moves time on by `milliseconds`, waking sleepers in the order in which they are due. Between two wakes
   * the woken code runs on, so what sleeps again within the interval is woken again.
   *
   * Calls that overlap run one after another.
   *
   * @throws RangeError for a negative number, or one that is not finite.
   */
  async advance(milliseconds: number): Promise<void> {
    checkAdvance(milliseconds);
    this.#advances += 1;
    this.#lastAdvance = this.#lastAdvance.then(() => this.#advanceBy(milliseconds));
    await this.#lastAdvance;
  }

  /**
   * Keeps time from moving until the returned function is called; calls nest, and a second call of the
   * same function does nothing.
   */
  hold(): () => void {
    let held = true;
    this.#warm = true;
    this.#holds += 1;
    this.#activity += 1;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#activity += 1;
    };
  }

  async #advanceBy(milliseconds: number): Promise<void> {
    const target = this.#now + milliseconds;
    await this.#quiet();
    while (this.#wakeNext(target)) await this.#quiet();
    this.#now = Math.max(this.#now, target);
    this.#advances -= 1;
    await this.#quiet();
  }

  async #jumpWhileAsleep(): Promise<void> {
    if (this.#jumping) return;
    this.#jumping = true;
    do {
      await this.#warmUp();
      await this.#quiet();
      // An explicit advance goes first: a jump past its target would take the test's steps away from it.
      if (this.#advances > 0) await this.#lastAdvance;
      else if (!this.#isAnybodyWaiting() || !this.#wakeNext(Number.MAX_VALUE)) break;
    } while (this.#isAnybodyWaiting());
    this.#jumping = false;
  }

  /** Once a request has come, or time has jumped, what the process needs is loaded. */
  async #warmUp(): Promise<void> {
    if (this.#warm) return;
    await settleFor(FIRST_JUMP_IDLE_MS, this.#readActivity);
    this.#warm = true;
  }

  #quiet(): Promise<void> {
    return settle(this.#readActivity);
  }

  readonly #readActivity = (): number | undefined => (this.#holds > 0 ? undefined : this.#activity);

  #isAnybodyWaiting(): boolean {
    return this.pendingSleeps > 0;
  }

  /** Wakes the sleeper that is due first, no later than `limit`; `false` when there is none. */
  #wakeNext(limit: number): boolean {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (next === undefined || sleeper.due < next.due) next = sleeper;
    }
    if (next === undefined || next.due > limit) return false;
    this.#now = Math.max(this.#now, next.due);
    next.wake();
    return true;
  }
}
