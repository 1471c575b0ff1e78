import { AbortedError, InstanceNotFoundError, ThrottledError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { listenersOf } from '../client/worker-simulation.js';
import { checksOf } from './checks-fixture.js';
import { NotingObserver, PollerStage } from './observer-fixture.js';

const steadily = () => 'steadily' as const;

describe('a shared poller', () => {
  it('looks at all who come in one turn together, and at each by itself for its own caller', async () => {
    const { poller, clock, looks } = new PollerStage();
    const observers = ['i-1', 'i-2', 'i-3'].map((instanceId) => new NotingObserver({ instanceId }));
    for (const observer of observers) poller.observe(observer);

    await clock.advance(0);

    expect(looks.map(({ instanceId, operation, at }) => [instanceId, operation, at])).toEqual([
      ['i-1', 'wait', 0],
      ['i-2', 'wait', 0],
      ['i-3', 'wait', 0],
    ]);
    expect(observers.map(({ seen }) => seen.length)).toEqual([1, 1, 1]);
  });

  it('tells what it saw, when the answer came, and how much had been changed when it asked', async () => {
    const stage = new PollerStage();
    const observer = new NotingObserver();
    stage.show = async () => {
      stage.changes += 1;
      await stage.clock.sleep(200);
      return checksOf({ instanceState: 'pending' });
    };
    stage.poller.observe(observer);

    await stage.clock.advance(200);

    expect(observer.seen).toEqual([
      { at: 200, changesBefore: 0, seen: { kind: 'checks', checks: checksOf({ instanceState: 'pending' }) } },
    ]);
  });

  it('takes faults, and an unknown instance, for something seen', async () => {
    const stage = new PollerStage();
    const observer = new NotingObserver();
    const missing = new InstanceNotFoundError({ message: 'no such instance' });
    const throttled = new ThrottledError({ message: 'slow down' });
    const failures = [missing, throttled];
    stage.show = () => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return checksOf();
    };
    stage.poller.observe(observer);

    await stage.clock.advance(30_000);

    expect(observer.seen.slice(0, 3).map(({ seen }) => seen)).toEqual([
      { kind: 'missing', error: missing },
      { kind: 'failed', error: throttled },
      { kind: 'checks', checks: checksOf() },
    ]);
  });

  it.each([
    ['an abort', new AbortedError({ cause: 'enough' })],
    ['what is no error of this package', new TypeError('a mistake')],
  ])('ends one observation with %s, and no other', async (_, error) => {
    const stage = new PollerStage();
    const [one, other] = [
      new NotingObserver({ instanceId: 'i-1' }),
      new NotingObserver({ instanceId: 'i-2' }),
    ];
    stage.show = ({ instanceId }) => {
      if (instanceId === 'i-1') throw error;
      return checksOf();
    };
    for (const observer of [one, other]) stage.poller.observe(observer);

    await stage.clock.advance(60_000);

    expect(one).toMatchObject({ ends: [{ reason: error }], seen: [] });
    expect(other.ends).toEqual([]);
    expect(other.seen.length).toBeGreaterThan(1);
  });

  it('asks as often as there is something to expect, within the bounds of each', async () => {
    const { poller, clock } = new PollerStage();
    const observers = {
      soon: new NotingObserver({ instanceId: 'i-1', pace: () => 'soon' }),
      steadily: new NotingObserver({ instanceId: 'i-2', pace: steadily }),
      rarely: new NotingObserver({ instanceId: 'i-3', pace: () => 'rarely' }),
    };
    poller.observe(observers.soon);
    await clock.advance(60_000);
    expect(observers.soon.times).toEqual(
      [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60].map((s) => s * 1_000),
    );

    const alone = new PollerStage();
    alone.poller.observe(observers.steadily);
    await alone.clock.advance(30_000);
    expect(observers.steadily.times).toEqual([0, 8_000, 16_000, 24_000]);

    const bored = new PollerStage();
    bored.poller.observe(observers.rarely);
    await bored.clock.advance(30_000);
    expect(observers.rarely.times).toEqual([0, 15_000, 30_000]);
  });

  it('fills a request with those who will be due, but with none who was seen a moment ago', async () => {
    const stage = new PollerStage(3);
    const join = (instanceId: string) => {
      stage.poller.observe(new NotingObserver({ instanceId, pace: steadily }));
    };
    join('i-1');
    await stage.clock.advance(3_000);
    join('i-2');
    await stage.clock.advance(4_000);
    join('i-3');
    await stage.clock.advance(4_000);

    expect(stage.rounds).toEqual([
      [0, ['i-1']],
      [3_000, ['i-2']],
      // The first is due a second later, the second was seen four seconds ago.
      [7_000, ['i-3', 'i-1']],
      [11_000, ['i-2']],
    ]);
  });

  it('does not look for one who is still busy with the last answer', async () => {
    const stage = new PollerStage();
    const observer = new NotingObserver({ pace: () => 'soon' });
    observer.busyUntil = stage.clock.sleep(12_000);
    stage.poller.observe(observer);

    await stage.clock.advance(20_000);

    expect(observer.times).toEqual([0, 12_000, 17_000]);
  });
});

describe('an observation', () => {
  it('ends when its time is up, with a last look shortly before', async () => {
    const { poller, clock, looks } = new PollerStage();
    const observer = new NotingObserver({ endsAt: 20_000, pace: steadily });
    poller.observe(observer);

    await clock.advance(60_000);

    expect(observer.times).toEqual([0, 8_000, 16_000]);
    expect(observer.ends).toEqual(['time-is-up']);
    const late = new PollerStage();
    const other = new NotingObserver({ endsAt: 23_000, pace: steadily });
    late.poller.observe(other);
    await late.clock.advance(60_000);
    expect(other.times).toEqual([0, 8_000, 16_000, 22_000]);
    expect([clock.pendingSleeps, looks.length]).toEqual([0, 3]);
  });

  it('ends with its signal, and the look under way with it', async () => {
    const stage = new PollerStage();
    const controller = new AbortController();
    const observer = new NotingObserver({ abortSignal: controller.signal });
    stage.show = ({ abortSignal }) => stage.clock.sleep(500, abortSignal).then(() => checksOf());
    stage.poller.observe(observer);
    await stage.clock.advance(100);

    controller.abort('enough');
    await stage.clock.advance(60_000);

    expect(observer.ends).toEqual([{ reason: 'enough' }]);
    expect(stage.looks[0]?.abortSignal.aborted).toBe(true);
    expect(stage.looks).toHaveLength(1);
    expect(stage.clock.pendingSleeps).toBe(0);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it('does not begin with a signal that has aborted', async () => {
    const { poller, clock, looks } = new PollerStage();
    const observer = new NotingObserver({ abortSignal: AbortSignal.abort('no') });

    poller.observe(observer);
    await clock.advance(60_000);

    expect(observer.ends).toEqual([{ reason: 'no' }]);
    expect(looks).toEqual([]);
  });

  it('ends in silence when the observer leaves', async () => {
    const { poller, clock, looks } = new PollerStage();
    const observer = new NotingObserver();
    const attendance = poller.observe(observer);
    await clock.advance(1_000);

    attendance.leave();
    await clock.advance(60_000);

    expect(looks).toHaveLength(1);
    expect(observer.ends).toEqual([]);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('ends with the client', async () => {
    const { poller, clock, ending } = new PollerStage();
    const [early, late] = [new NotingObserver(), new NotingObserver()];
    poller.observe(early);
    await clock.advance(1_000);

    ending.abort('destroyed');
    poller.observe(late);
    await clock.advance(60_000);

    expect([early.ends, late.ends]).toEqual([[{ reason: 'destroyed' }], [{ reason: 'destroyed' }]]);
    expect(clock.pendingSleeps).toBe(0);
  });
});
