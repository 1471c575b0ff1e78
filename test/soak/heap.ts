import { setImmediate as nextTurn } from 'node:timers/promises';
import { queryObjects } from 'node:v8';

/** What is there after everything that can be collected was. */
export interface HeapSample {
  readonly bytes: number;
  /** Leaks show here: the bytes also grow as V8 compiles more of the code. */
  readonly objects: number;
}

/** Needs `--expose-gc`. */
export function sampleHeap(): HeapSample {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('Run with --expose-gc.');
  collect();
  collect();
  return { bytes: process.memoryUsage().heapUsed, objects: queryObjects(Object, { format: 'count' }) };
}

/**
 * How fast a figure grows over evenly spaced samples, by the line of least squares, a sample. The first fifth is left
 * out, in which caches fill.
 */
export function growthOf(samples: readonly number[]): number {
  const kept = samples.slice(Math.ceil(samples.length / 5));
  const meanAt = (kept.length - 1) / 2;
  const meanOf = kept.reduce((sum, value) => sum + value, 0) / kept.length;
  let covariance = 0;
  let variance = 0;
  for (const [index, value] of kept.entries()) {
    covariance += (index - meanAt) * (value - meanOf);
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
