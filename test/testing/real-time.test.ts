import { SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/time/clock.js';
import { launchOne, simulate, stateOf } from './simulation.js';

const HOUR_MS = 3_600_000;

describe('a simulated AWS on real time', () => {
  it('goes on by itself', async () => {
    const { aws, ec2 } = simulate({ clock: undefined, timing: { pendingMs: 500 } });
    const id = await launchOne(ec2);

    const first = await stateOf(ec2, id);
    await aws.clock.sleep(550);

    expect([first, await stateOf(ec2, id)]).toEqual(['pending', 'running']);
  });

  it('is set forward by advance', async () => {
    const { aws, ec2 } = simulate({ clock: systemClock });
    const id = await launchOne(ec2);

    await aws.advance(15_000);

    expect(await stateOf(ec2, id)).toBe('running');
  });

  it('wakes the sleeps that fall due by that, and leaves the others asleep', async () => {
    const aws = new SimulatedAws();
    const woken: string[] = [];
    const controller = new AbortController();
    const short = aws.clock.sleep(HOUR_MS).then(() => woken.push('short'));
    const long = aws.clock.sleep(3 * HOUR_MS, controller.signal).catch((error: unknown) => error);

    await aws.advance(2 * HOUR_MS);
    await short;
    controller.abort(new Error('enough'));

    expect(woken).toEqual(['short']);
    expect(await long).toEqual(new Error('enough'));
  });

  it.each([-1, Number.NaN])('cannot be moved on by %d', async (milliseconds) => {
    const aws = new SimulatedAws();
    const before = aws.clock.now();

    await expect(aws.advance(milliseconds)).rejects.toThrow(RangeError);

    expect(aws.clock.now()).toBeGreaterThanOrEqual(before);
  });

  it('does not start a sleep that is aborted already', async () => {
    const aws = new SimulatedAws();

    await expect(aws.clock.sleep(1, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it('passes on what goes wrong in the clock below', async () => {
    const broken = { now: () => 0, sleep: () => Promise.reject(new Error('broken clock')) };
    const aws = new SimulatedAws({ clock: broken });

    await expect(aws.clock.sleep(1)).rejects.toThrow('broken clock');
  });
});
