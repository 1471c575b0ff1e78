/**
 * The time source of everything that waits, retries, expires or simulates.
 *
 * Hand in a clock of your own to make long waits pass in milliseconds; `ManualClock` of
 * `ec2-worker-client/testing` is one.
 */
export interface Clock {
  /** The current time in milliseconds since the Unix epoch, as `Date.now()` gives it. */
  now(): number;
  /**
   * Resolves after `milliseconds`; zero or less resolves in a later turn of the event loop.
   * Rejects with the signal's reason as soon as `signal` aborts, and leaves no timer behind.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /**
   * Keeps the time from moving until the returned function is called; calls nest. Only a clock that jumps by
   * itself, as a test's may, has it: it is held while an answer is on its way over a real network, which
   * takes no simulated time.
   */
  hold?(): () => void;
}

// Taken at load: a test framework that replaces the global timers later must not stop a client's clock.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

/** The longest delay that a Node timer takes before it overflows and fires at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = (): void => {
        stopTimer(timer);
        reject(signal?.reason as Error);
      };
      const timer = startTimer(
        () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
        Math.min(Math.max(milliseconds, 0), LONGEST_TIMER_MS),
      );
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
