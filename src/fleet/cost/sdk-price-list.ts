import type { PricingClient } from '@aws-sdk/client-pricing';
import { expectList } from '../../aws/expect-list.js';
import { LoneClient } from '../../aws/lone-client.js';
import { translateAwsError } from '../../aws/translate-aws-error.js';
import { UnsupportedError } from '../../errors/unsupported-error.js';
import type { AwsPriceListOptions } from './aws-price-list-options.js';

type PricingSdk = typeof import('@aws-sdk/client-pricing');

const DEFAULT_REGION = 'us-east-1';
const REQUEST_TIMEOUT_MS = 30_000;

/** What products have to be: the value of each field. */
export type ProductFilters = Readonly<Record<string, string>>;

/** A page of products. */
interface ProductPage {
  readonly PriceList?: unknown[];
  readonly NextToken?: string;
}

/** The price list over the AWS SDK: the only file of costs that loads it. */
export class SdkPriceList {
  readonly #region: string;
  readonly #client: LoneClient<PricingClient, PricingSdk>;

  constructor(options: AwsPriceListOptions) {
    this.#region = options.region ?? DEFAULT_REGION;
    this.#client = new LoneClient(
      { ...options, region: this.#region },
      {
        load: loadPricingSdk,
        make: (sdk, config) => new sdk.PricingClient(config),
        requestTimeoutMs: REQUEST_TIMEOUT_MS,
      },
    );
  }

  /** Every product of EC2 that has all the values, each as the JSON that AWS gives. */
  async find(filters: ProductFilters, operation: string): Promise<readonly string[]> {
    const call = { operation, region: this.#region, action: 'pricing:GetProducts', idempotent: true };
    const Filters = Object.entries(filters).map(
      ([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value }) as const,
    );
    try {
      const sender = await this.#client.open();
      const products: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = NextToken === undefined ? {} : { NextToken };
        const input = { ServiceCode: 'AmazonEC2', Filters, ...page };
        const reply = await sender.send(
          { ...call, region: sender.region },
          async ({ client, sdk }, options) => {
            // To the SDK the list is of anything at all.
            const output = (await client.send(new sdk.GetProductsCommand(input), options)) as ProductPage;
            return { products: expectList(output.PriceList).map(String), next: output.NextToken };
          },
        );
        products.push(...reply.products);
        NextToken = reply.next === '' ? undefined : reply.next;
      } while (NextToken !== undefined);
      return products;
    } catch (thrown) {
      throw translateAwsError(thrown, call);
    }
  }

  destroy(): void {
    this.#client.destroy(new Error('The price list was destroyed.'));
  }
}

/** Loads the Pricing package, which callers install if they want the prices of AWS. */
async function loadPricingSdk(): Promise<PricingSdk> {
  try {
    return await import('@aws-sdk/client-pricing');
  } catch (cause) {
    const message =
      'AwsPriceList needs the package @aws-sdk/client-pricing, which cannot be loaded. Install it beside this one, ' +
      'or take the prices from a priceTable().';
    throw new UnsupportedError({ message, operation: 'AwsPriceList', cause });
  }
}
