import type { Clock } from './clock.js';
import { linkSignals } from './linked-signal.js';

/** A signal that aborts with the caller's own, and also when its time is up. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether it was the time, not the caller, that ended it. */
  readonly expired: boolean;
  /** Stops the timer, lets go of the caller's signals and aborts {@link Deadline.signal}. */
  dispose(): void;
}

/** Starts a deadline of `milliseconds` on `clock`, inside the caller's signals. */
export function startDeadline(
  clock: Clock,
  milliseconds: number,
  parents: readonly (AbortSignal | undefined)[],
): Deadline {
  const linked = linkSignals(parents);
  let expired = false;

  clock.sleep(milliseconds, linked.signal).then(
    () => {
      expired = true;
      linked.abort();
    },
    // The sleep rejects when the deadline is disposed of or the caller aborts: both are told elsewhere.
    () => undefined,
  );

  return {
    signal: linked.signal,
    get expired(): boolean {
      return expired;
    },
    dispose: (): void => {
      linked.release();
      linked.abort();
    },
  };
}
