import type { Clock } from '../../time/clock.js';
import { ManualClock } from './manual-clock.js';
import { ShiftableClock } from './shiftable-clock.js';

/** A clock and the ways to move it. */
export interface MovableTime {
  readonly clock: Clock;
  readonly advance: (milliseconds: number) => Promise<void>;
  /** Keeps time from moving until the returned function is called, where the clock can do that. */
  readonly hold: () => () => void;
  /** Sleeps without making time move, where the clock moves by itself. */
  readonly sleepInBackground: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Makes a clock movable: a manual one is so by itself, every other gets an offset on top, once. */
export function movableTime(clock: Clock): MovableTime {
  if (clock instanceof ManualClock) {
    return {
      clock,
      advance: (milliseconds) => clock.advance(milliseconds),
      hold: () => clock.hold(),
      sleepInBackground: (milliseconds, signal) => clock.sleepInBackground(milliseconds, signal),
    };
  }
  const shiftable = clock instanceof ShiftableClock ? clock : new ShiftableClock(clock);
  return {
    clock: shiftable,
    // It moves at once, and what is wrong with the time comes out as a rejection, as from a manual clock.
    advance: (milliseconds) =>
      new Promise((resolve) => {
        shiftable.advance(milliseconds);
        resolve();
      }),
    hold: () => clock.hold?.() ?? (() => undefined),
    sleepInBackground: (milliseconds, signal) => shiftable.sleep(milliseconds, signal),
  };
}
