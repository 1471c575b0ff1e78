/** Exit code of a process that Ctrl-C has ended, as shells have it. */
export const INTERRUPTED = 130;

/** npm and tsx pass a Ctrl-C on that has reached the process already: what follows this soon is the same one. */
const SAME_SIGNAL_MS = 1_000;

/** Ctrl-C, as a signal that ends the story. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
}

/** Aborts at the first Ctrl-C, to leave time for cleaning up, and ends the process at the second. */
export function watchForInterruption(): Interruption {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    firstAt ??= performance.now();
    controller.abort(new Error('interrupted'));
    if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(INTERRUPTED);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}
