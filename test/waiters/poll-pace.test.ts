import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayFor, type Pace, paceOf } from '../../src/waiters/poll-pace.js';
import { checksOf } from './checks-fixture.js';

const BOUNDS = { minDelay: 5_000, maxDelay: 15_000 };

describe('the pace of looks', () => {
  it.each([
    ['pending', 'not-applicable', 'soon'],
    ['stopping', 'not-applicable', 'soon'],
    ['shutting-down', 'not-applicable', 'soon'],
    ['running', 'initializing', 'steadily'],
    ['running', 'impaired', 'steadily'],
    ['running', 'ok', 'rarely'],
    ['stopped', 'not-applicable', 'rarely'],
    ['terminated', 'not-applicable', 'rarely'],
  ])('of an instance that is %s with a check that is %s is %s', (instanceState, instance, pace) => {
    expect(paceOf(checksOf({ instanceState, instance }))).toBe(pace);
  });

  it('of an instance that EC2 does not know yet is soon', () => {
    expect(paceOf(undefined)).toBe('soon');
  });
});

describe('the time until the next look', () => {
  it.each<readonly [Pace, number, number]>([
    ['soon', 1, 5_000],
    ['rarely', 1, 15_000],
    ['steadily', 1, 8_000],
    ['steadily', 9, 9_000],
    ['steadily', 25, 10_000],
  ])('%s with %i pages is %i ms', (pace, pages, delay) => {
    expect(delayFor(pace, pages, BOUNDS)).toBe(delay);
  });

  it('grows with the pages, so that half of the slower rate is left to single calls', () => {
    expect(delayFor('soon', 50, BOUNDS)).toBe(10_000);
    expect(delayFor('soon', 100, { minDelay: 5_000, maxDelay: 60_000 })).toBe(20_000);
  });

  it('is within the bounds, always', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Pace>('soon', 'steadily', 'rarely'),
        fc.nat({ max: 1_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.nat({ max: 100_000 }),
        (pace, pages, minDelay, more) => {
          const maxDelay = minDelay + more;
          const delay = delayFor(pace, pages, { minDelay, maxDelay });
          expect(delay).toBeGreaterThanOrEqual(minDelay);
          expect(delay).toBeLessThanOrEqual(maxDelay);
        },
      ),
    );
  });
});
