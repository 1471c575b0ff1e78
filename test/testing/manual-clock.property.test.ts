import { ManualClock } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('ManualClock', () => {
  it('wakes any sleepers at their times, in order, and none beyond the advance', async () => {
    const milliseconds = fc.integer({ min: 0, max: 1_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(milliseconds, { maxLength: 8 }), milliseconds, async (sleeps, advance) => {
        const clock = new ManualClock({ now: 0 });
        const woken: number[] = [];
        for (const sleep of sleeps) void clock.sleep(sleep).then(() => woken.push(clock.now()));

        await clock.advance(advance);

        const due = sleeps.filter((sleep) => sleep <= advance).sort((left, right) => left - right);
        expect(woken).toEqual(due);
        expect(clock.now()).toBe(advance);
        expect(clock.pendingSleeps).toBe(sleeps.length - due.length);
      }),
      { numRuns: 50 },
    );
  });
});
