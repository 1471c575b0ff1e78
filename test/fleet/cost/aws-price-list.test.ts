import { AwsPriceList, type AwsPriceListOptions } from 'ec2-worker-client/fleet';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { readProduct } from '../../../src/fleet/cost/read-product.js';
import { failure } from '../../client/worker-simulation.js';

const QUERY = { instanceType: 'c5.2xlarge', region: 'us-east-1' } as const;

function prepare(options: AwsPriceListOptions = {}) {
  const clock = new ManualClock({ autoAdvance: true });
  const aws = new SimulatedAws({ clock });
  const { requestHandler, credentialsProvider: credentials } = aws;
  return { aws, clock, prices: new AwsPriceList({ requestHandler, credentials, clock, ...options }) };
}

describe('AwsPriceList', () => {
  it('reads the price on demand, and not those of reserved capacity or other systems', async () => {
    const { prices, clock, aws } = prepare();

    const linux = await prices.instancePrice(QUERY);
    const windows = await prices.instancePrice({ ...QUERY, operatingSystem: 'Windows' });
    const ireland = await prices.instancePrice({ ...QUERY, region: 'eu-west-1' });

    expect(linux).toEqual({
      usdPerHour: 0.34,
      source: 'AWS Price List',
      asOf: new Date(clock.now()),
    });
    expect(windows?.usdPerHour).toBeCloseTo(0.708);
    expect(ireland?.usdPerHour).toBe(0.384);
    expect(aws.requests.map(({ service, region }) => [service, region])).toEqual(
      Array.from({ length: 3 }, () => ['pricing', 'us-east-1']),
    );
  });

  it.each([
    ['gp2', { usdPerGiBMonth: 0.11, iops: undefined, usdPerMiBpsMonth: undefined }],
    [
      'gp3',
      { usdPerGiBMonth: 0.088, iops: [{ above: 0, usdPerIopsMonth: 0.0055 }], usdPerMiBpsMonth: 0.044 },
    ],
    ['io1', { usdPerGiBMonth: 0.138, iops: [{ above: 0, usdPerIopsMonth: 0.072 }] }],
    [
      'io2',
      {
        usdPerGiBMonth: 0.138,
        iops: [
          { above: 0, usdPerIopsMonth: 0.072 },
          { above: 32_000, usdPerIopsMonth: 0.0504 },
          { above: 64_000, usdPerIopsMonth: 0.03528 },
        ],
      },
    ],
    ['standard', { usdPerGiBMonth: 0.055 }],
  ])('reads the prices of %s', async (type, expected) => {
    const { prices } = prepare();

    expect(await prices.volumePrice({ type, region: 'eu-west-1' })).toMatchObject(expected);
  });

  it('does not know what the list has not', async () => {
    const { prices } = prepare();

    expect(
      await prices.instancePrice({ ...QUERY, instanceType: 'm5zn.metal', region: 'eu-west-1' }),
    ).toBeUndefined();
    expect(await prices.volumePrice({ type: 'gp3', region: 'sa-east-1' })).toBeUndefined();
  });

  it('asks once for what many want, and again when a price is a day old', async () => {
    const { prices, aws, clock } = prepare();
    const [first] = await Promise.all(Array.from({ length: 10 }, () => prices.instancePrice(QUERY)));
    await prices.instancePrice(QUERY);
    const early = aws.requests.length;
    await clock.advance(86_400_000);

    const later = await prices.instancePrice(QUERY);

    expect(early).toBe(1);
    expect(aws.requests).toHaveLength(2);
    expect(later?.asOf.getTime()).toBeGreaterThanOrEqual((first?.asOf.getTime() ?? 0) + 86_400_000);
  });

  it('remembers what is not known, and does not remember a failure', async () => {
    const { prices, aws } = prepare();
    const nobody = { ...QUERY, instanceType: 'x9.huge' };
    aws.fail({ action: 'GetProducts', code: 'AccessDeniedException' });

    const error = await failure(prices.instancePrice(nobody));
    await prices.instancePrice(nobody);
    await prices.instancePrice(nobody);

    expect(error).toMatchObject({
      kind: 'permission-denied',
      action: 'pricing:GetProducts',
      operation: 'AwsPriceList.instancePrice',
    });
    expect(aws.requests).toHaveLength(2);
  });

  it('rides out throttling and lost replies', async () => {
    const { prices, aws } = prepare();
    aws.fail({ action: 'GetProducts', code: 'ThrottlingException' });
    aws.fail({ action: 'GetProducts', effect: 'lost-reply' });

    expect(await prices.instancePrice(QUERY)).toMatchObject({ usdPerHour: 0.34 });
  });

  it('lets a caller go who aborts, and answers the others', async () => {
    const { prices } = prepare();
    const controller = new AbortController();
    const asked = failure(prices.instancePrice(QUERY, { abortSignal: controller.signal }));
    const other = prices.instancePrice(QUERY);

    controller.abort();

    expect(await asked).toMatchObject({ kind: 'aborted' });
    expect(await other).toMatchObject({ usdPerHour: 0.34 });
  });

  it('asks where it is told to, of the regions that answer', async () => {
    const { prices, aws } = prepare({ region: 'eu-central-1' });

    await prices.instancePrice(QUERY);

    expect(aws.requests[0]?.region).toBe('eu-central-1');
    expect(() => new AwsPriceList({ region: 'eu-west-1' as 'us-east-1' })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter: 'region' }),
    );
  });

  it('ends when it is destroyed', async () => {
    const { prices } = prepare();
    await prices.instancePrice(QUERY);
    prices.destroy();

    expect(await failure(prices.instancePrice({ ...QUERY, instanceType: 'm5.large' }))).toMatchObject({
      kind: 'aborted',
    });
  });
});

describe('a product of the list', () => {
  const product = (dimensions: readonly object[]) =>
    JSON.stringify({
      product: { attributes: { usagetype: 'BoxUsage:t3.micro' } },
      terms: {
        OnDemand: {
          term: { priceDimensions: Object.fromEntries(dimensions.map((each, index) => [index, each])) },
        },
      },
    });

  it.each([
    ['in another currency', product([{ unit: 'Hrs', pricePerUnit: { CNY: '0.1' } }])],
    [
      'by steps',
      product([
        { unit: 'Hrs', pricePerUnit: { USD: '1' } },
        { unit: 'Hrs', pricePerUnit: { USD: '2' } },
      ]),
    ],
    ['on no terms', JSON.stringify({ product: { attributes: { usagetype: 'x' } }, terms: {} })],
    ['that is no JSON', '<html>'],
  ])('%s has no price', (_, json) => {
    expect(readProduct(json)).toBeUndefined();
  });

  it('has the price that it says', () => {
    expect(readProduct(product([{ unit: 'Hrs', pricePerUnit: { USD: '0.0104000000' } }]))).toEqual({
      usageType: 'BoxUsage:t3.micro',
      unit: 'Hrs',
      usd: 0.0104,
    });
  });
});
