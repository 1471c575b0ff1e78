import { ManualClock } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../src/batching/token-bucket.js';

const anyTaker = fc.record({
  at: fc.nat({ max: 5_000 }),
  amount: fc.integer({ min: 1, max: 5 }),
  abortAfter: fc.option(fc.nat({ max: 3_000 }), { nil: undefined, freq: 4 }),
});

describe('a token bucket under any load', () => {
  it('gives no more in any stretch of time than it may, and everybody who stays gets a turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTaker, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 5, max: 10 }),
        fc.integer({ min: 1, max: 20 }),
        async (takers, capacity, refillPerSecond) => {
          const clock = new ManualClock({ now: 0, autoAdvance: true });
          const bucket = new TokenBucket({ capacity, refillPerSecond }, clock);
          const release = clock.hold();
          const outcomes = Promise.all(
            takers.map(async ({ at, amount, abortAfter }) => {
              await clock.sleep(at);
              const controller = new AbortController();
              if (abortAfter !== undefined) void clock.sleep(abortAfter).then(() => controller.abort());
              return await bucket.take(amount, controller.signal).then(
                () => ({ amount, at: clock.now() }),
                () => ({ amount: 0, at: clock.now() }),
              );
            }),
          );
          release();

          const taken = (await outcomes).filter(({ amount }) => amount > 0);
          taken.sort((one, other) => one.at - other.at);
          for (const [first, { at: from }] of taken.entries()) {
            let sum = 0;
            for (const { amount, at } of taken.slice(first)) {
              sum += amount;
              const allowed = capacity + ((at - from) / 1_000) * refillPerSecond;
              expect(sum).toBeLessThanOrEqual(allowed + 1e-3);
            }
          }
          const stayed = takers.filter(({ abortAfter }) => abortAfter === undefined).length;
          expect(taken.length).toBeGreaterThanOrEqual(stayed);
        },
      ),
      { numRuns: 100 },
    );
  });
});
