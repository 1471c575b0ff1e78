import { GetProductsCommand, type GetProductsCommandInput, PricingClient } from '@aws-sdk/client-pricing';
import { describe, expect, it } from 'vitest';
import { type Simulation, simulate } from './simulation.js';

function clientOf({ aws }: Simulation, region = 'us-east-1'): PricingClient {
  const { requestHandler, credentials } = aws;
  return new PricingClient({ region, requestHandler, credentials, maxAttempts: 1 });
}

/** To the SDK the list of a page is of anything at all. */
async function getProducts(client: PricingClient, input: Partial<GetProductsCommandInput>) {
  const output = await client.send(new GetProductsCommand({ ServiceCode: 'AmazonEC2', ...input }));
  const { PriceList = [], NextToken } = output as { PriceList?: unknown[]; NextToken?: string };
  return { products: PriceList.map(String), NextToken };
}

const match = (Field: string, Value: string) => ({ Type: 'TERM_MATCH', Field, Value }) as const;

describe('the simulated Price List', () => {
  it('gives products as JSON within the JSON, in the shape of AWS', async () => {
    const Filters = [
      match('instanceType', 'c5.2xlarge'),
      match('regionCode', 'us-east-1'),
      match('operatingSystem', 'Linux'),
      match('capacitystatus', 'Used'),
    ];

    const { products } = await getProducts(clientOf(simulate()), { Filters });

    const product = JSON.parse(products[0] ?? '') as { readonly terms: { OnDemand: object } };
    expect(products).toHaveLength(1);
    expect(product).toMatchObject({
      product: {
        productFamily: 'Compute Instance',
        attributes: {
          usagetype: 'BoxUsage:c5.2xlarge',
          location: 'US East (N. Virginia)',
          tenancy: 'Shared',
        },
        sku: expect.stringMatching(/^[0-9A-F]{16}$/),
      },
      serviceCode: 'AmazonEC2',
    });
    const [term] = Object.values(product.terms.OnDemand);
    const [dimension] = Object.values((term as { priceDimensions: object }).priceDimensions);
    expect(dimension).toMatchObject({ unit: 'Hrs', pricePerUnit: { USD: '0.34' } });
  });

  it('has more products of a type than one, of which some cost nothing', async () => {
    const Filters = [match('instanceType', 'c5.2xlarge'), match('regionCode', 'us-east-1')];

    const { products } = await getProducts(clientOf(simulate()), { Filters });

    expect(products.length).toBeGreaterThan(2);
    expect(products.some((text) => text.includes('"USD":"0.0000000000"'))).toBe(true);
  });

  it('gives its products page by page', async () => {
    const client = clientOf(simulate());
    const all = await getProducts(client, {});
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await getProducts(client, { MaxResults: 7, NextToken });
      expect(page.products.length).toBeLessThanOrEqual(7);
      seen.push(...page.products);
      ({ NextToken } = page);
    } while (NextToken !== undefined);

    expect(seen.length).toBeGreaterThan(80);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, 50)).toEqual(all.products.slice(0, 50));
  });

  it.each<[string, Partial<GetProductsCommandInput>]>([
    ['NotFoundException', { ServiceCode: 'AmazonS3' }],
    ['InvalidParameterException', { MaxResults: 101 }],
    ['InvalidParameterException', { Filters: [{ Type: 'CONTAINS', Field: 'instanceType', Value: 'c5' }] }],
    ['InvalidNextTokenException', { NextToken: 'bogus' }],
  ])('answers %s to %j', async (name, input) => {
    await expect(getProducts(clientOf(simulate()), input)).rejects.toMatchObject({ name });
  });

  it('can be asked in three regions, and elsewhere there is nobody', async () => {
    const simulation = simulate();
    for (const region of ['us-east-1', 'eu-central-1', 'ap-south-1']) {
      await expect(getProducts(clientOf(simulation, region), {})).resolves.toBeDefined();
    }

    await expect(getProducts(clientOf(simulation, 'eu-west-1'), {})).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });
});
