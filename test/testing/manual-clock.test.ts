import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { launchOne, simulate, stateOf } from './simulation.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('ManualClock', () => {
  it('starts where it is told to, or at the time of the machine', () => {
    const before = Date.now();

    expect(new ManualClock({ now: 42 }).now()).toBe(42);
    expect(new ManualClock({ now: new Date(42) }).now()).toBe(42);
    expect(new ManualClock().now()).toBeGreaterThanOrEqual(before);
  });

  it('stands still until it is moved', async () => {
    const clock = new ManualClock({ now: 0 });
    let awake = false;
    void clock.sleep(1).then(() => {
      awake = true;
    });

    for (let count = 0; count < 50; count += 1) await turn();

    expect([awake, clock.now(), clock.pendingSleeps]).toEqual([false, 0, 1]);
  });

  it('wakes sleepers in the order in which they are due, each at its time', async () => {
    const clock = new ManualClock({ now: 0 });
    const woken: [string, number][] = [];
    const sleep = (name: string, milliseconds: number) =>
      clock.sleep(milliseconds).then(() => woken.push([name, clock.now()]));
    const sleeps = Promise.all([sleep('late', 300), sleep('early', 100), sleep('early too', 100)]);

    await clock.advance(300);
    await sleeps;

    expect(woken).toEqual([
      ['early', 100],
      ['early too', 100],
      ['late', 300],
    ]);
  });

  it('wakes again what sleeps again within the interval, and no later', async () => {
    const clock = new ManualClock({ now: 0 });
    const ticks: number[] = [];
    const loop = async () => {
      for (;;) {
        await clock.sleep(100);
        await turn();
        ticks.push(clock.now());
      }
    };
    void loop();

    await clock.advance(350);

    expect(ticks).toEqual([100, 200, 300]);
    expect(clock.now()).toBe(350);
  });

  it('lets calls of the SDK finish between two wakes', async () => {
    const clock = new ManualClock();
    const { ec2 } = simulate({ clock });
    const id = await launchOne(ec2);
    const states: (string | undefined)[] = [];
    const poll = async () => {
      for (let count = 0; count < 4; count += 1) {
        states.push(await stateOf(ec2, id));
        await clock.sleep(5_000);
      }
    };
    const polling = poll();

    await clock.advance(60_000);
    await polling;

    expect(states).toEqual(['pending', 'pending', 'pending', 'running']);
  });

  it('takes advances that overlap one after another', async () => {
    const clock = new ManualClock({ now: 0 });

    await Promise.all([clock.advance(100), clock.advance(50)]);

    expect(clock.now()).toBe(150);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('cannot be moved on by %d', async (milliseconds) => {
    const clock = new ManualClock({ now: 1_000 });

    await expect(clock.advance(milliseconds)).rejects.toThrow(`0 milliseconds or more, got ${milliseconds}.`);
    await clock.advance(100);

    expect(clock.now()).toBe(1_100);
  });

  it('takes a sleep of no number for one of no time', async () => {
    const clock = new ManualClock({ now: 1_000 });
    const sleep = clock.sleep(Number.NaN);

    await clock.advance(100);
    await sleep;

    expect(clock.now()).toBe(1_100);
  });

  it('forgets a sleep that is aborted, and rejects with the reason', async () => {
    const clock = new ManualClock({ now: 0 });
    const controller = new AbortController();
    const sleep = expect(clock.sleep(100, controller.signal)).rejects.toThrow('enough');

    controller.abort(new Error('enough'));

    await sleep;
    expect(clock.pendingSleeps).toBe(0);
    await expect(clock.sleep(100, controller.signal)).rejects.toThrow('enough');
    expect(clock.pendingSleeps).toBe(0);
  });

  it('ignores an abort after the sleep', async () => {
    const clock = new ManualClock({ now: 0 });
    const controller = new AbortController();
    const sleep = clock.sleep(100, controller.signal);

    await clock.advance(100);
    controller.abort();

    await expect(sleep).resolves.toBeUndefined();
  });
});

describe('ManualClock with autoAdvance', () => {
  it('jumps over a sleep by itself', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });

    await clock.sleep(600_000);

    expect(clock.now()).toBe(600_000);
  });

  it('keeps the order of sleeps that are started at different times', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const woken: string[] = [];
    const ticker = async () => {
      for (let count = 0; count < 3; count += 1) {
        await clock.sleep(100);
        woken.push(`tick ${clock.now()}`);
      }
    };

    await Promise.all([ticker(), clock.sleep(250).then(() => woken.push('once'))]);

    expect(woken).toEqual(['tick 100', 'tick 200', 'once', 'tick 300']);
  });

  it('does not jump while a simulated request is handled', async () => {
    const clock = new ManualClock({ autoAdvance: true });
    const { aws, ec2 } = simulate({ clock });
    const start = clock.now();
    const deadline = new AbortController();
    const timeout = clock.sleep(3_600_000, deadline.signal).catch(() => 'cleared');

    for (let count = 0; count < 20; count += 1) await ec2.send(new DescribeInstancesCommand({}));
    deadline.abort();

    expect(await timeout).toBe('cleared');
    expect(aws.requests.map(({ at }) => at - start)).toEqual(Array.from({ length: 20 }, () => 0));
  });

  it('does not jump at the start while something else is still being loaded', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const deadline = new AbortController();
    const timeout = clock.sleep(600_000, deadline.signal).catch(() => 'cleared');

    await new Promise((resolve) => setTimeout(resolve, 10));
    const meanwhile = clock.now();
    deadline.abort();

    expect(await timeout).toBe('cleared');
    expect(meanwhile).toBe(0);
  });

  it('simulates ten minutes of polling', async () => {
    const clock = new ManualClock({ autoAdvance: true });
    const { aws, ec2 } = simulate({ clock, timing: { pendingMs: 600_000 } });
    const id = await launchOne(ec2);

    while ((await stateOf(ec2, id)) !== 'running') await clock.sleep(10_000);

    expect(aws.requests.filter(({ action }) => action === 'DescribeInstances')).toHaveLength(61);
  });

  it('waits while it is held', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const release = clock.hold();
    const sleep = clock.sleep(100);

    for (let count = 0; count < 100; count += 1) await turn();
    const held = clock.now();
    release();
    release();
    await sleep;

    expect([held, clock.now()]).toEqual([0, 100]);
  });

  it('leaves the steps of an explicit advance to it', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const sleep = clock.sleep(1_000);

    await clock.advance(100);
    const afterAdvance = clock.now();
    await sleep;

    expect([afterAdvance, clock.now()]).toEqual([100, 1_000]);
  });

  it('leaves a sleep without an end alone', async () => {
    const clock = new ManualClock({ now: 0, autoAdvance: true });
    const controller = new AbortController();
    const endless = clock.sleep(Number.POSITIVE_INFINITY, controller.signal).catch(() => 'cleared');

    await clock.sleep(100);
    await clock.sleep(100);
    controller.abort();

    expect(await endless).toBe('cleared');
    expect(clock.now()).toBe(200);
  });
});
