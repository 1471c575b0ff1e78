import { NetworkError } from 'ec2-worker-client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PollingSource } from '../../src/waiters/polling-source.js';
import { checksOf } from './checks-fixture.js';

/** What each look shows; the last one goes on. */
const anyHistory = fc.array(fc.constantFrom('pending', 'running', 'stopped', 'fault'), {
  minLength: 1,
  maxLength: 30,
});

const anyDelays = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 120 }))
  .map(([minDelay, more]) => ({ minDelay: minDelay * 1_000, maxDelay: (minDelay + more) * 1_000 }));

const TIME_IS_UP = new Error('time is up');

/** When a source looks at an instance with that history, in milliseconds from the beginning to the end. */
async function looksAt(
  history: readonly string[],
  request: { readonly minDelay: number; readonly maxDelay: number; readonly length: number },
): Promise<readonly number[]> {
  let now = 0;
  const at: number[] = [];
  const source = new PollingSource({
    clock: {
      now: () => now,
      sleep: (milliseconds) => {
        now += milliseconds;
        return now < request.length ? Promise.resolve() : Promise.reject(TIME_IS_UP);
      },
    },
    countChanges: () => 0,
    readStatusChecks: () => {
      at.push(now);
      const shown = history[Math.min(at.length, history.length) - 1] ?? 'running';
      return shown === 'fault'
        ? Promise.reject(new NetworkError({ message: 'reset' }))
        : Promise.resolve(checksOf({ instanceState: shown }));
    },
  });
  const observations = source.observe({
    instanceId: 'i-1',
    operation: 'wait',
    minDelay: request.minDelay,
    maxDelay: request.maxDelay,
    endsAt: request.length,
    signal: new AbortController().signal,
  });
  try {
    for await (const _ of observations);
  } catch (error) {
    expect(error).toBe(TIME_IS_UP);
  }
  return at;
}

describe('a polling source', () => {
  it('leaves no less than the shortest and no more than the longest delay between two looks', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, anyDelays, async (history, delays) => {
        const at = await looksAt(history, { ...delays, length: 600_000 });

        // Sums of fractions of a millisecond are off by a hair.
        const gaps = at.slice(1).map((time, index) => Math.round((time - (at[index] ?? 0)) * 1_000) / 1_000);
        expect(at[0]).toBe(0);
        expect(Math.min(...gaps, delays.maxDelay)).toBeGreaterThanOrEqual(delays.minDelay);
        expect(Math.max(...gaps, 0)).toBeLessThanOrEqual(delays.maxDelay);
      }),
    );
  });

  it('looks once more shortly before the end, never at the end', async () => {
    await fc.assert(
      fc.asyncProperty(anyDelays, fc.integer({ min: 200, max: 900 }), async (delays, seconds) => {
        const length = seconds * 1_000;
        const at = await looksAt(['pending'], { ...delays, length });

        const left = length - (at.at(-1) ?? 0);
        expect(left).toBeGreaterThan(0);
        // A second before the end, or up to the shortest delay where the look before was too close to it.
        expect(left).toBeLessThanOrEqual(delays.minDelay + 1_000);
      }),
    );
  });
});
