import { type PriceTableInput, priceTable } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { AS_OF, PRICES } from './cost-fixture.js';

describe('priceTable', () => {
  it('knows what it was told, with its source and its age', async () => {
    const origin = { source: 'the contract', asOf: AS_OF };

    expect(await PRICES.instancePrice({ instanceType: 'c5.2xlarge', region: 'us-east-1' })).toEqual({
      usdPerHour: 0.34,
      ...origin,
    });
    expect(await PRICES.volumePrice({ type: 'gp3', region: 'us-east-1' })).toEqual({
      usdPerGiBMonth: 0.08,
      iops: [{ above: 0, usdPerIopsMonth: 0.005 }],
      usdPerMiBpsMonth: 0.04,
      ...origin,
    });
  });

  it('knows a price of 0 from none', async () => {
    const prices = priceTable({ asOf: AS_OF, instances: { 'us-east-1': { 't4g.small': 0 } } });

    expect(await prices.instancePrice({ instanceType: 't4g.small', region: 'us-east-1' })).toMatchObject({
      usdPerHour: 0,
    });
    for (const instanceType of ['t3.micro', 'toString', '__proto__']) {
      expect(await prices.instancePrice({ instanceType, region: 'us-east-1' })).toBeUndefined();
    }
    expect(await prices.volumePrice({ type: 'gp3', region: 'constructor' })).toBeUndefined();
  });

  it.each<[string, Partial<PriceTableInput>]>([
    ['asOf', { asOf: new Date(Number.NaN) }],
    ['instances.us-east-1.t3.micro', { instances: { 'us-east-1': { 't3.micro': -1 } } }],
    [
      'volumes.us-east-1.gp3.usdPerGiBMonth',
      { volumes: { 'us-east-1': { gp3: { usdPerGiBMonth: Number.NaN } } } },
    ],
  ])('refuses a wrong %s', (parameter, input) => {
    expect(() => priceTable({ asOf: AS_OF, ...input })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter }),
    );
  });
});
