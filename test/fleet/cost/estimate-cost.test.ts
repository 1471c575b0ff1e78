import { type CostInput, estimateCost } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { AS_OF, day, HISTORY, NOW, PRICES, SPOT_WORKER, WINDOW, WORKER } from './cost-fixture.js';

const NONE: CostInput['volumes'] = [];
const estimate = (input: Partial<CostInput> = {}) =>
  estimateCost({ worker: WORKER, window: WINDOW, prices: PRICES, volumes: NONE, now: NOW, ...input });

describe('estimateCost of an instance', () => {
  it('counts what ran since launch, and says that it assumed so', async () => {
    const cost = await estimate();

    expect(cost).toMatchObject({
      instanceId: WORKER.instanceId,
      currency: 'USD',
      complete: true,
      unknown: [],
      startTime: day(0),
      endTime: NOW,
    });
    expect(cost.usd).toBeCloseTo(5 * 24 * 0.34);
    expect(cost.parts).toEqual([
      {
        what: 'c5.2xlarge on demand',
        usd: cost.usd,
        hours: 120,
        usdPerHour: 0.34,
        rate: '$0.34 per hour',
        source: 'the contract',
        asOf: AS_OF,
      },
    ]);
    expect(cost.assumptions[0]).toContain('assumed running since launch');
    expect(cost.leavesOut).toContain('data transfer');
  });

  it('counts by its history only what ran', async () => {
    const cost = await estimate({ worker: { ...WORKER, instanceState: 'pending' }, history: HISTORY });

    // From the first hour of day 1 to day 3; neither what was coming up nor what was going down.
    expect(cost.parts.map(({ hours }) => hours)).toEqual([47]);
    expect(cost.assumptions.join()).not.toContain('since launch');
  });

  it.each([
    ['before', { state: 'stopped', at: day(4) }, 120],
    ['with', { state: 'pending', at: day(6) }, 96],
  ] as const)(
    'counts what runs since its last start, where its history ends %s it',
    async (_, last, hours) => {
      const history = [{ state: 'pending', at: day(1) }, { state: 'running', at: day(1) }, last] as const;

      const { parts, complete } = await estimate({ history });

      const before = (last.at.getTime() - day(1).getTime()) / 3_600_000;
      expect(parts[0]?.hours).toBe(before + hours);
      expect(complete).toBe(true);
    },
  );

  it('does not know when it ran before its history begins, unless that begins with a start', async () => {
    const history = HISTORY.filter(({ state }) => state !== 'pending' && state !== 'running');

    const worker = { ...WORKER, instanceState: 'stopped' };
    const { parts, unknown, complete } = await estimate({ worker, history });

    expect(parts).toEqual([]);
    expect(complete).toBe(false);
    expect(unknown).toEqual([
      { what: 'c5.2xlarge on demand', hours: undefined, reason: expect.stringContaining('72.0 hours') },
    ]);
  });

  it('knows of one that was first seen running that it ran since its launch', async () => {
    const { parts, unknown } = await estimate({ history: [{ state: 'running', at: day(8) }] });

    expect(parts.map(({ hours }) => hours)).toEqual([120]);
    expect(unknown).toMatchObject([{ reason: expect.stringContaining('120.0 hours') }]);
  });

  it('does not know when a stopped one ran, without a history', async () => {
    const { usd, unknown } = await estimate({ worker: { ...WORKER, instanceState: 'stopped' } });

    expect(usd).toBe(0);
    expect(unknown).toMatchObject([{ what: 'c5.2xlarge on demand', hours: undefined }]);
  });

  it('says what it assumed of one that has started only after the window, and counts its volumes', async () => {
    const { parts, assumptions, complete } = await estimate({
      worker: { ...WORKER, instanceState: 'stopped', launchTime: day(9) },
      window: { startTime: day(0), endTime: day(5) },
      volumes: [{ volumeId: 'vol-1', sizeGiB: 100, type: 'gp2', createdAt: day(-30) }],
    });

    expect(parts).toMatchObject([{ what: 'vol-1 gp2 storage, 100 GiB', hours: 120 }]);
    expect(assumptions[0]).toContain('not to have run before its last start');
    expect(complete).toBe(true);
  });

  it.each([
    ['type', { instanceType: 'x1e.32xlarge' }],
    ['region', { region: 'eu-west-1' }],
    ['lifecycle', { lifecycle: 'capacity-block' }],
  ])('lists what has no price for its %s as unknown, never as 0', async (_, change) => {
    const cost = await estimate({ worker: { ...WORKER, ...change } });

    expect(cost.parts).toEqual([]);
    expect(cost.unknown).toEqual([{ what: expect.any(String), hours: 120, reason: expect.any(String) }]);
    expect(cost.complete).toBe(false);
  });

  it('has no price of Linux for something else', async () => {
    const { unknown } = await estimate({ operatingSystem: 'Windows' });

    expect(unknown).toHaveLength(1);
  });

  it('clips the window to what is past', async () => {
    const cost = await estimate({ window: { startTime: day(8), endTime: day(50) } });

    expect(cost.endTime).toEqual(NOW);
    expect(cost.parts[0]?.hours).toBe(48);
  });

  it.each<[string, Partial<CostInput>]>([
    ['window.startTime', { window: { startTime: day(11) } }],
    ['window.startTime', { window: { startTime: day(3), endTime: day(2) } }],
    ['window.startTime', { window: { startTime: new Date(Number.NaN) } }],
    ['volumes[0].sizeGiB', { volumes: [{ volumeId: 'vol-1', sizeGiB: Number.NaN, type: 'gp3' }] }],
    ['history[0].at', { history: [{ state: 'running', at: new Date(Number.NaN) }] }],
  ])('refuses a wrong %s', async (parameter, input) => {
    expect(await failure(estimate(input))).toMatchObject({ kind: 'invalid-parameter', parameter });
  });
});

describe('estimateCost of a spot instance', () => {
  const { instanceType, availabilityZone } = SPOT_WORKER;
  const point = (at: Date, usdPerHour: number, zone = availabilityZone ?? '') => ({
    instanceType,
    availabilityZone: zone,
    usdPerHour,
    at,
  });

  it('counts each price in its time, of its own type and zone', async () => {
    const cost = await estimate({
      worker: SPOT_WORKER,
      spotPrices: [
        point(day(7), 0.2),
        point(day(2), 0.1),
        point(day(6), 9, 'us-east-1b'),
        { ...point(day(6), 9), instanceType: 'c5.metal' },
      ],
    });

    expect(cost.parts.map(({ hours, usdPerHour }) => [hours, usdPerHour])).toEqual([
      [48, 0.1],
      [72, 0.2],
    ]);
    expect(cost.usd).toBeCloseTo(48 * 0.1 + 72 * 0.2);
    expect(cost.complete).toBe(true);
  });

  it('does not know what it cost before the first price, and never takes the price on demand', async () => {
    const cost = await estimate({ worker: SPOT_WORKER, spotPrices: [point(day(7), 0.2)] });
    const without = await estimate({ worker: SPOT_WORKER });

    expect(cost.parts.map(({ hours }) => hours)).toEqual([72]);
    expect(cost.unknown).toMatchObject([{ what: 'c5.2xlarge spot', hours: 48 }]);
    expect(without).toMatchObject({ usd: 0, parts: [], unknown: [{ hours: 120 }] });
  });
});

describe('estimateCost of volumes', () => {
  const STOPPED = { ...WORKER, instanceState: 'stopped' };
  const estimateStopped = (input: Partial<CostInput>) => estimate({ worker: STOPPED, ...input });
  const ten = (10 * 24) / 720;

  it('counts them also while the worker is stopped', async () => {
    const cost = await estimateStopped({
      history: [{ state: 'stopped', at: day(-5) }],
      volumes: [{ volumeId: 'vol-1', sizeGiB: 100, type: 'gp2' }],
    });

    expect(cost.usd).toBeCloseTo(100 * 0.1 * ten);
    expect(cost.parts).toMatchObject([{ what: 'vol-1 gp2 storage, 100 GiB', hours: 240 }]);
    expect(cost.complete).toBe(true);
  });

  it('counts IOPS and throughput above what is free of gp3', async () => {
    const volume = { volumeId: 'vol-1', sizeGiB: 100, type: 'gp3', iops: 4_000, throughput: 225 };
    const free = { ...volume, iops: 3_000, throughput: 125 };
    const history = [{ state: 'stopped', at: day(-5) }] as const;

    const cost = await estimateStopped({ history, volumes: [volume] });
    const withoutMore = await estimateStopped({ history, volumes: [free] });

    expect(cost.parts.map(({ what }) => what)).toEqual([
      'vol-1 gp3 storage, 100 GiB',
      'vol-1 gp3 IOPS, 1000',
      'vol-1 gp3 throughput, 100 MiB/s',
    ]);
    expect(cost.usd).toBeCloseTo((100 * 0.08 + 1_000 * 0.005 + 100 * 0.04) * ten);
    expect(withoutMore.usd).toBeCloseTo(100 * 0.08 * ten);
  });

  it('counts every one of the IOPS of io2, by their steps', async () => {
    const volumes = [{ volumeId: 'vol-1', sizeGiB: 10, type: 'io2', iops: 70_000 }];

    const cost = await estimateStopped({ history: [{ state: 'stopped', at: day(-5) }], volumes });

    const iops = 32_000 * 0.065 + 32_000 * 0.0455 + 6_000 * 0.03185;
    expect(cost.usd).toBeCloseTo((10 * 0.125 + iops) * ten);
  });

  it('counts one from its creation on, and until the worker is terminated', async () => {
    const volumes = [{ volumeId: 'vol-1', sizeGiB: 100, type: 'gp2', createdAt: day(2) }];
    const history = [
      { state: 'stopped', at: day(-5) },
      { state: 'terminated', at: day(6) },
    ] as const;

    const { parts } = await estimateStopped({ history, volumes });

    expect(parts.map(({ hours }) => hours)).toEqual([96]);
  });

  it('lists what has no price as unknown, and volumes that nobody has named', async () => {
    const history = [{ state: 'stopped', at: day(-5) }] as const;
    const volumes = [
      { volumeId: 'vol-1', sizeGiB: 100, type: 'gp2', iops: 300 },
      { volumeId: 'vol-2', sizeGiB: 100, type: 'io1', iops: 300 },
      { volumeId: 'vol-3', sizeGiB: 100, type: 'io2', iops: 100, throughput: 1_000 },
      { volumeId: 'vol-4', sizeGiB: 100, type: 'io2' },
    ];

    const cost = await estimateStopped({ history, volumes });
    const unnamed = await estimateStopped({ history, volumes: undefined });

    expect(cost.parts.map(({ what }) => what)).toEqual([
      'vol-1 gp2 storage, 100 GiB',
      'vol-3 io2 storage, 100 GiB',
      'vol-3 io2 IOPS, 100',
      'vol-4 io2 storage, 100 GiB',
    ]);
    expect(cost.unknown.map(({ what, hours }) => [what, hours])).toEqual([
      ['vol-2 io1 storage, 100 GiB', 240],
      ['vol-2 io1 IOPS, 300', 240],
      // Of io2 all IOPS are paid for, and there are some in any case.
      ['vol-4 io2 IOPS', 240],
    ]);
    expect(unnamed.unknown).toMatchObject([{ what: 'volumes', hours: undefined }]);
  });
});
