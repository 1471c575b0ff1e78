import { fleetCost } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { NOW, PRICES, SPOT_WORKER, WINDOW, WORKER } from './cost-fixture.js';

describe('fleetCost', () => {
  const tagged = (instanceId: string, CostCenter: string | undefined) => ({
    worker: { ...WORKER, instanceId, tags: CostCenter === undefined ? {} : { CostCenter } },
    volumes: [],
  });

  it('sums what its workers cost, and tells it by a tag', async () => {
    const workers = [
      tagged('i-1', 'labs'),
      tagged('i-2', 'teaching'),
      tagged('i-3', 'teaching'),
      { worker: { ...SPOT_WORKER, instanceId: 'i-4', tags: {} }, volumes: [] },
    ];

    const cost = await fleetCost({
      workers,
      window: WINDOW,
      prices: PRICES,
      now: NOW,
      groupByTag: 'CostCenter',
    });

    const each = 120 * 0.34;
    expect(cost.usd).toBeCloseTo(3 * each);
    expect(cost.estimates.map(({ instanceId }) => instanceId)).toEqual(['i-1', 'i-2', 'i-3', 'i-4']);
    expect(cost.byTag).toEqual([
      { value: 'teaching', usd: expect.closeTo(2 * each), workers: 2, complete: true },
      { value: 'labs', usd: expect.closeTo(each), workers: 1, complete: true },
      { value: undefined, usd: 0, workers: 1, complete: false },
    ]);
    expect(cost.complete).toBe(false);
    expect(cost.unknown).toMatchObject([{ instanceId: 'i-4', what: 'c5.2xlarge spot' }]);
  });

  it('takes nothing that objects inherit for a tag', async () => {
    const workers = [tagged('i-1', 'labs')];
    const cost = await fleetCost({
      ...{ workers, window: WINDOW, prices: PRICES, now: NOW },
      groupByTag: 'constructor',
    });

    expect(cost.byTag).toMatchObject([{ value: undefined, workers: 1 }]);
  });

  it('is nothing for no workers', async () => {
    const cost = await fleetCost({ workers: [], window: WINDOW, prices: PRICES, now: NOW });

    expect(cost).toEqual({
      currency: 'USD',
      usd: 0,
      estimates: [],
      unknown: [],
      complete: true,
      byTag: [],
    });
  });

  it('ends with its signal', async () => {
    const prices = {
      ...PRICES,
      instancePrice: (
        _: unknown,
        { abortSignal }: { readonly abortSignal?: AbortSignal | undefined } = {},
      ) => {
        abortSignal?.throwIfAborted();
        return Promise.resolve(undefined);
      },
    };
    const abortSignal = AbortSignal.abort(new Error('enough'));

    const costing = fleetCost({
      workers: [tagged('i-1', 'labs')],
      window: WINDOW,
      prices,
      now: NOW,
      abortSignal,
    });

    await expect(costing).rejects.toThrow('enough');
  });
});
