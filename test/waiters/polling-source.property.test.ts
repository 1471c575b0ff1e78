import { NetworkError } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
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

interface Looks {
  /** When each look was made, in milliseconds since the beginning. */
  readonly at: readonly number[];
  readonly pendingSleeps: number;
}

/** Looks at an instance with that history until the time is up. */
async function look(history: readonly string[], request: { minDelay: number; maxDelay: number; length: number }) {
  const clock = new ManualClock({ now: 0, autoAdvance: true });
  const deadline = new AbortController();
  const at: number[] = [];
  const source = new PollingSource({
    clock,
    countChanges: () => 0,
    readStatusChecks: () => {
      at.push(clock.now());
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
    signal: deadline.signal,
  });
  const timer = clock.sleep(request.length).then(() => {
    deadline.abort('time is up');
  });
  try {
    for await (const _ of observations) await Promise.resolve();
  } catch (error) {
    expect(error).toBe('time is up');
  }
  await timer;
  return { at, pendingSleeps: clock.pendingSleeps } satisfies Looks;
}

describe('a polling source', () => {
  it('leaves no less than the shortest and no more than the longest delay between two looks', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, anyDelays, async (history, delays) => {
        const { at, pendingSleeps } = await look(history, { ...delays, length: 600_000 });

        // Sums of fractions of a millisecond are off by a hair.
        const gaps = at.slice(1).map((time, index) => Math.round((time - (at[index] ?? 0)) * 1_000) / 1_000);
        expect(at[0]).toBe(0);
        expect(Math.min(...gaps, delays.maxDelay)).toBeGreaterThanOrEqual(delays.minDelay);
        expect(Math.max(...gaps, 0)).toBeLessThanOrEqual(delays.maxDelay);
        expect(pendingSleeps).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('looks once more shortly before the end, never at the end', async () => {
    await fc.assert(
      fc.asyncProperty(anyDelays, fc.integer({ min: 200, max: 900 }), async (delays, seconds) => {
        const length = seconds * 1_000;
        const { at } = await look(['pending'], { ...delays, length });

        const left = length - (at.at(-1) ?? 0);
        expect(left).toBeGreaterThan(0);
        // A second before the end, or up to the shortest delay where the look before was too close to it.
        expect(left).toBeLessThanOrEqual(delays.minDelay + 1_000);
      }),
      { numRuns: 40 },
    );
  });
});
