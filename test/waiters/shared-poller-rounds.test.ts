import { describe, expect, it } from 'vitest';
import { checksOf } from './checks-fixture.js';
import { NotingObserver, PollerStage } from './observer-fixture.js';

const steadily = () => 'steadily' as const;

describe('a round of looks', () => {
  it('hands the answers of one round on together', async () => {
    const stage = new PollerStage();
    const observers = ['i-1', 'i-2'].map((instanceId) => new NotingObserver({ instanceId }));
    stage.show = async ({ instanceId }) => {
      await stage.clock.sleep(instanceId === 'i-1' ? 100 : 400);
      return checksOf();
    };
    for (const observer of observers) stage.poller.observe(observer);

    await stage.clock.advance(399);
    expect(observers.map(({ seen }) => seen.length)).toEqual([0, 0]);
    await stage.clock.advance(1);

    expect(observers.map(({ seen }) => seen.length)).toEqual([1, 1]);
    // When the answer came, not when it was handed on.
    expect(observers[0]?.times).toEqual([100]);
  });

  it('is followed by another for all whose answers it has handed on', async () => {
    const stage = new PollerStage(1);
    const observers = ['i-1', 'i-2'].map((instanceId) => new NotingObserver({ instanceId, pace: steadily }));
    stage.show = async ({ instanceId }) => {
      await stage.clock.sleep(instanceId === 'i-1' ? 100 : 400);
      return checksOf();
    };
    for (const observer of observers) stage.poller.observe(observer);

    await stage.clock.advance(20_000);

    expect(stage.rounds).toEqual([0, 8_400, 16_800].map((at) => [at, ['i-1', 'i-2']]));
  });

  it('does not hold an answer back for one that hangs', async () => {
    const stage = new PollerStage();
    const observers = ['i-1', 'i-2'].map((instanceId) => new NotingObserver({ instanceId }));
    stage.show = ({ instanceId }) =>
      instanceId === 'i-1' ? checksOf() : new Promise<never>(() => undefined);
    for (const observer of observers) stage.poller.observe(observer);

    await stage.clock.advance(20_000);

    expect(observers[0]?.times.slice(0, 2)).toEqual([0, 16_000]);
    expect(observers[1]?.seen).toEqual([]);
  });
});
