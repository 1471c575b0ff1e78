import { launchChoices } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';

describe('launchChoices', () => {
  it('varies the subnet first, then the type, then the market', () => {
    const choices = launchChoices({
      markets: ['spot', 'on-demand'],
      instanceTypes: ['a1.metal', 'm5.metal'],
      subnetIds: ['subnet-1', 'subnet-2'],
    });

    expect(choices.map(({ market, instanceType, subnetId }) => [market, instanceType, subnetId])).toEqual([
      ['spot', 'a1.metal', 'subnet-1'],
      ['spot', 'a1.metal', 'subnet-2'],
      ['spot', 'm5.metal', 'subnet-1'],
      ['spot', 'm5.metal', 'subnet-2'],
      ['on-demand', 'a1.metal', 'subnet-1'],
      ['on-demand', 'a1.metal', 'subnet-2'],
      ['on-demand', 'm5.metal', 'subnet-1'],
      ['on-demand', 'm5.metal', 'subnet-2'],
    ]);
  });

  it('leaves to the input what it is not told', () => {
    expect(launchChoices({ instanceTypes: ['m5.metal'] })).toEqual([{ instanceType: 'm5.metal' }]);
    expect(launchChoices({})).toEqual([{}]);
  });

  it('has no choice where there is nothing to choose from', () => {
    expect(launchChoices({ instanceTypes: [], subnetIds: ['subnet-1'] })).toEqual([]);
  });
});
