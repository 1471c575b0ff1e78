import type { ManualClock } from 'ec2-worker-client/testing';

/**
 * Lets everything that goes by the machine's time, such as the AWS SDK's waiters, go by a simulated clock.
 *
 * @returns What undoes it.
 */
export function useSimulatedTime(clock: ManualClock): () => void {
  const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;
  const { now } = Date;
  const timers = new Map<object, AbortController>();

  Date.now = () => clock.now();
  const start = (run: (...values: unknown[]) => void, milliseconds = 0, ...values: unknown[]): object => {
    const controller = new AbortController();
    const timer = { ref: () => timer, unref: () => timer, hasRef: () => true };
    timers.set(timer, controller);
    // In whole milliseconds, one at least, as Node has it: of a smaller part a clock may not come forward at all.
    clock.sleep(Math.max(Math.trunc(milliseconds), 1), controller.signal).then(
      () => {
        timers.delete(timer);
        run(...values);
      },
      () => undefined,
    );
    return timer;
  };
  globalThis.setTimeout = start as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer: object | undefined) => {
    if (timer !== undefined) timers.get(timer)?.abort();
  }) as typeof clearTimeout;

  return () => {
    globalThis.setTimeout = startTimer;
    globalThis.clearTimeout = stopTimer;
    Date.now = now;
  };
}
