import type { Clock } from './clock.js';

/** A signal that aborts with the caller's own, and also when its time is up. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether it was the time, not the caller, that ended it. */
  readonly expired: boolean;
  /** Stops the timer, lets go of the caller's signal and aborts {@link Deadline.signal}. */
  dispose(): void;
}

/** Starts a deadline of `milliseconds` on `clock`, inside the caller's `parent` signal. */
export function startDeadline(clock: Clock, milliseconds: number, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  const onParentAbort = (): void => {
    controller.abort(parent?.reason);
  };

  if (parent?.aborted === true) onParentAbort();
  else parent?.addEventListener('abort', onParentAbort, { once: true });

  clock.sleep(milliseconds, controller.signal).then(
    () => {
      expired = true;
      controller.abort();
    },
    // The sleep rejects when the deadline is disposed of or the caller aborts: both are told elsewhere.
    () => undefined,
  );

  return {
    signal: controller.signal,
    get expired(): boolean {
      return expired;
    },
    dispose: (): void => {
      parent?.removeEventListener('abort', onParentAbort);
      controller.abort();
    },
  };
}
