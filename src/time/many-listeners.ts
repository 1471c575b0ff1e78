import { setMaxListeners } from 'node:events';

/**
 * Lets a signal have as many listeners as there are calls that obey it. One signal for a thousand calls is what it is
 * for, and no leak that Node would have to warn of.
 */
export function allowManyListeners(signal: AbortSignal | undefined): void {
  // Only the platform's own signals have such a limit; others need not be one of them.
  if (signal instanceof AbortSignal) setMaxListeners(0, signal);
}
