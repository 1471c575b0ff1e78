import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { turns } from '../client/worker-simulation.js';

describe('a sleep in the background', () => {
  it('does not make time jump, and wakes in its turn when something else does', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const woken: string[] = [];
    const background = clock.sleepInBackground(100).then(() => woken.push(`background ${clock.now()}`));

    await turns(100);
    const untouched = clock.now();
    await clock.sleep(250).then(() => woken.push(`foreground ${clock.now()}`));
    await background;

    expect(untouched).toBe(0);
    expect(woken).toEqual(['background 100', 'foreground 250']);
  });

  it('is left alone once the sleep that time moved for is over, or aborted', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const controller = new AbortController();
    const background = clock.sleepInBackground(1_000, controller.signal).catch(() => 'cleared');
    const brief = new AbortController();
    const aborted = clock.sleep(50, brief.signal).catch(() => 'aborted');
    brief.abort();
    await clock.sleep(100);

    await turns(100);
    controller.abort();

    expect([await aborted, await background, clock.now(), clock.pendingSleeps]).toEqual([
      'aborted',
      'cleared',
      100,
      0,
    ]);
  });

  it('is passed by an explicit advance', async () => {
    const clock = new ManualClock({ now: 0 });
    const background = clock.sleepInBackground(100).then(() => clock.now());

    await clock.advance(300);

    expect(await background).toBe(100);
  });
});
