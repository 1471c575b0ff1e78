import { UnsupportedError } from 'ec2-worker-client';
import { AwsPriceList } from 'ec2-worker-client/fleet';
import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../client/worker-simulation.js';

vi.mock('@aws-sdk/client-pricing', () => {
  throw new Error('Cannot find package @aws-sdk/client-pricing');
});

describe('without the package @aws-sdk/client-pricing', () => {
  it('an AwsPriceList says what to install, with its first call', async () => {
    const prices = new AwsPriceList();

    const error = await failure(prices.instancePrice({ instanceType: 't3.micro', region: 'us-east-1' }));

    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toContain('needs the package @aws-sdk/client-pricing');
    expect(error.message).toContain('priceTable()');
  });
});
