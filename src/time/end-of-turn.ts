// Taken at load: a test framework that replaces them later must not stop a client.
const { queueMicrotask: afterThisJob } = globalThis;
const afterAllJobs: (run: () => void) => void = process.nextTick.bind(process);

/**
 * Runs a function when everybody who is about to call in this turn of the event loop has done so: after the
 * promises that are already settled, however deep their chains. Unlike `setImmediate` it waits for no other
 * event, so that a caller who is alone loses no time.
 */
export function atEndOfTurn(run: () => void): void {
  afterThisJob(() => {
    afterAllJobs(run);
  });
}
