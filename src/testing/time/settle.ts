// Taken at load: a test framework's fake timers must not stop the simulated clock.
const { setImmediate: nextTurn, performance } = globalThis;

/** So many turns of the event loop without anything happening count as quiet. */
const QUIET_TURNS = 20;

/** A longer turn means that something is at work, such as a module that is being loaded. */
const LONGEST_QUIET_TURN_MS = 2;

/** Longer than the AWS SDK takes to load, even on a busy machine. */
const LONGEST_INACTIVITY_MS = 3_000;

/**
 * Waits until `activity` has given the same number for several turns of the event loop, which lets promise
 * chains and in-process SDK calls run to their next wait. `undefined` means busy.
 */
export async function settle(activity: () => number | undefined): Promise<void> {
  let last = activity();
  let quietTurns = 0;
  while (quietTurns < QUIET_TURNS) {
    await turn();
    const current = activity();
    quietTurns = current !== undefined && current === last ? quietTurns + 1 : 0;
    last = current;
  }
}

/**
 * Waits like {@link settle}, and on until the process has been idle for so long in real time, or at least without
 * activity for a good while: on a busy machine every turn is a long one.
 */
export async function settleFor(milliseconds: number, activity: () => number | undefined): Promise<void> {
  let last = activity();
  let quietSince = performance.now();
  let inactiveSince = quietSince;
  let previousTurn = quietSince;
  while (performance.now() - quietSince < milliseconds) {
    await turn();
    const current = activity();
    const now = performance.now();
    const active = current === undefined || current !== last;
    if (active) inactiveSince = now;
    if (now - inactiveSince > LONGEST_INACTIVITY_MS) return;
    if (active || now - previousTurn > LONGEST_QUIET_TURN_MS) quietSince = now;
    last = current;
    previousTurn = now;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    nextTurn(resolve);
  });
}
