import { setMaxListeners } from 'node:events';
import { linkSignals } from '../time/linked-signal.js';

/**
 * Does many things at once under one signal of the caller. They listen to a signal of their own: Node takes more
 * than ten listeners of one signal for a leak, and says so.
 */
export async function withSharedSignal<Result>(
  abortSignal: AbortSignal | undefined,
  run: (abortSignal: AbortSignal | undefined) => Promise<Result>,
): Promise<Result> {
  if (abortSignal === undefined) return await run(undefined);
  const linked = linkSignals([abortSignal]);
  setMaxListeners(0, linked.signal);
  try {
    return await run(linked.signal);
  } finally {
    linked.release();
  }
}
