import { write } from '../cml/call-guard.js';
import type { FleetContext } from './fleet-context.js';
import { isPassing } from './monitor/worker-watches.js';

/**
 * Goes on with what a pass of a loop tells. An error that passes, such as that of a region that is down for the moment,
 * ends the pass alone: the next one begins anew, as somebody who has left the loop to run for days expects it to.
 */
export async function* rideOut<Decision>(
  { logger }: Pick<FleetContext, 'logger'>,
  operation: string,
  pass: AsyncIterable<Decision>,
): AsyncGenerator<Decision, void, undefined> {
  try {
    yield* pass;
  } catch (thrown) {
    if (!isPassing(thrown)) throw thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    write(logger, 'warn', `${operation}: the fleet could not be looked at, which is tried again`, {
      message,
    });
  }
}
