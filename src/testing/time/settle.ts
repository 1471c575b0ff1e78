// Taken at load: a test framework's fake timers must not stop the simulated clock.
const { setImmediate: nextTurn } = globalThis;

/** So many turns of the event loop without anything happening count as quiet. */
const QUIET_TURNS = 20;

/**
 * Waits until `activity` has given the same number for several turns of the event loop, which lets promise
 * chains and in-process SDK calls run to their next wait. `undefined` means busy.
 */
export async function settle(activity: () => number | undefined): Promise<void> {
  let last = activity();
  let quietTurns = 0;
  while (quietTurns < QUIET_TURNS) {
    await new Promise<void>((resolve) => {
      nextTurn(resolve);
    });
    const current = activity();
    const quiet = current !== undefined && current === last && !isReadingFiles();
    quietTurns = quiet ? quietTurns + 1 : 0;
    last = current;
  }
}

/** A dynamic `import()` that is still loading reads files: whoever awaits it is not asleep. */
function isReadingFiles(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
}
