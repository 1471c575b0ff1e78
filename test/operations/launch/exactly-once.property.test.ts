import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoughWorld } from './rough-world.js';

const byKey = (counts: ReadonlyMap<string, number>): object => Object.fromEntries([...counts].sort());

describe('launches with a key, while AWS lacks capacity, throttles and loses replies, and processes crash', () => {
  it('end with exactly what was asked for, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { asked, launched, toldRight } = await new RoughWorld(seed).launch(25);

        expect(byKey(launched)).toEqual(byKey(asked));
        expect(toldRight).toBe(true);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  it('end with exactly what was asked for, a thousand of them', async () => {
    const world = new RoughWorld(20_261_122);

    const { asked, launched, toldRight, crashes } = await world.launch(1_000);

    expect(asked.size).toBe(1_000);
    expect(byKey(launched)).toEqual(byKey(asked));
    expect(toldRight).toBe(true);
    expect(crashes).toBeGreaterThan(10);
  }, 300_000);
});
