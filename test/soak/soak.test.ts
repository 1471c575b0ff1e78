import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { FastClock } from '../../examples/demo/fast-clock.js';
import { HandleTracker } from '../contracts/handle-tracker.js';
import { runSoak, type SoakResult } from './run-soak.js';

const SEED = 20_261_124;

const soak = (lives: number): Promise<SoakResult> =>
  runSoak({ seed: SEED, lives, clock: new ManualClock({ autoAdvance: true, now: Date.UTC(2026, 0, 1) }) });

function expectNoDefects({ tally }: SoakResult): void {
  const found = Object.fromEntries([...tally.defects].filter(([, texts]) => texts.length > 0));
  expect(found).toEqual({});
}

/** The long form is `npm run soak`. */
describe('workers that live in bad weather', () => {
  it('end done or with the error that is called for, and leave nothing behind', async () => {
    const result = await soak(50);

    const { tally, troubles } = result;
    expectNoDefects(result);
    expect(tally.lives).toBe(50);
    expect(tally.crowds).toBeGreaterThan(5);
    expect(tally.endings.get('done')).toBeGreaterThan(30);
    expect(tally.endings.size).toBeGreaterThan(3);
    expect(troubles.get('throttling')).toBeGreaterThan(500);
    expect(troubles.size).toBeGreaterThanOrEqual(13);
  }, 300_000);

  it('live the same lives again by the same seed', async () => {
    const [one, other] = [await soak(10), await soak(10)];

    expect(one.fingerprint).toBe(other.fingerprint);
    expect(one.requests).toBe(other.requests);
    expectNoDefects(one);
  }, 300_000);

  it('do so over HTTP, and leave no socket and no timer', async () => {
    using tracker = new HandleTracker();

    const result = await tracker.run(() =>
      runSoak({ seed: SEED, lives: 12, clock: new FastClock(120), overHttp: true, restsBetween: false }),
    );

    expectNoDefects(result);
    expect(result.tally.lives).toBe(12);
    expect(result.requests).toBeGreaterThan(100);
    expect(await tracker.leftOpen()).toEqual([]);
  }, 300_000);
});
