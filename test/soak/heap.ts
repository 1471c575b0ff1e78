import { setImmediate as nextTurn } from 'node:timers/promises';

/** What is in use after everything that can be collected was. Needs `--expose-gc`. */
export function heapInUse(): number {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('Run with --expose-gc.');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/**
 * How fast the heap grows over evenly spaced samples, by the line of least squares, in bytes a sample. The first
 * fifth is left out, in which code is compiled and caches fill.
 */
export function growthOf(samples: readonly number[]): number {
  const kept = samples.slice(Math.ceil(samples.length / 5));
  const meanAt = (kept.length - 1) / 2;
  const meanOf = kept.reduce((sum, bytes) => sum + bytes, 0) / kept.length;
  let covariance = 0;
  let variance = 0;
  for (const [index, bytes] of kept.entries()) {
    covariance += (index - meanAt) * (bytes - meanOf);
    variance += (index - meanAt) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}

const SETTLED_WITHIN_MS = 5_000;

/** What keeps this process alive that did not at `before`, once a moment has passed for it to end. */
export async function leftOpen(before: readonly string[]): Promise<readonly string[]> {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const rest = [...before];
    const open = process.getActiveResourcesInfo().filter((name) => {
      const index = rest.indexOf(name);
      if (index !== -1) rest.splice(index, 1);
      return index === -1 && name !== 'Immediate';
    });
    if (open.length === 0 || performance.now() > deadline) return open;
    await nextTurn();
  }
}
