import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** What a piece of work took. */
export interface Effort {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The longest time for which the event loop did nothing else. */
  readonly longestBlockMs: number;
  readonly p99DelayMs: number;
}

/** The event loop's delay is taken this often, in milliseconds; it is part of what is measured. */
const RESOLUTION_MS = 1;

/** Does a piece of work and measures what it takes. */
export async function measure(work: () => Promise<unknown>): Promise<Effort> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  await pause(20);
  delays.reset();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await work();
  const wallMs = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  await pause(5);
  delays.disable();
  return {
    wallMs,
    cpuMs: (user + system) / 1_000,
    longestBlockMs: delays.max / 1e6,
    p99DelayMs: delays.percentile(99) / 1e6,
  };
}

/** Two ways to do the same, taken in turns so that whatever else the machine does concerns both. */
export async function interleave<Figure>(
  rounds: number,
  one: () => Promise<Figure>,
  other: () => Promise<Figure>,
): Promise<readonly (readonly [Figure, Figure])[]> {
  const pairs: (readonly [Figure, Figure])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await one();
      pairs.push([first, await other()]);
    } else {
      const second = await other();
      pairs.push([await one(), second]);
    }
  }
  return pairs;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The smallest value that so large a part of all do not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)] ?? Number.NaN;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** How often memory is looked at, to see past what a request under way needs and what is still to be swept. */
const LOOKS = 12;

/** The memory in use after everything that is not has been given back, in MB. */
export async function retainedMegabytes(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Run it with --expose-gc.');
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look += 1) {
    gc();
    await pause(250);
    least = Math.min(least, process.memoryUsage().heapUsed / 1e6);
  }
  return least;
}
