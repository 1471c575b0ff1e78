import type { PricingClient } from '@aws-sdk/client-pricing';
import { connect } from '../../aws/aws-connection.js';
import { AwsSender } from '../../aws/aws-sender.js';
import { expectList } from '../../aws/expect-list.js';
import { isReadyHandler } from '../../aws/request-handler.js';
import { sdkClientConfig } from '../../aws/sdk-client-config.js';
import { translateAwsError } from '../../aws/translate-aws-error.js';
import { UnsupportedError } from '../../errors/unsupported-error.js';
import { type Clock, systemClock } from '../../time/clock.js';
import type { AwsPriceListOptions } from './aws-price-list-options.js';

type PricingSdk = typeof import('@aws-sdk/client-pricing');
type PricingSender = AwsSender<PricingClient, PricingSdk>;

const DEFAULT_REGION = 'us-east-1';
const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_ATTEMPTS = 4;

/** What products have to be: the value of each field. */
export type ProductFilters = Readonly<Record<string, string>>;

/** A page of products. */
interface ProductPage {
  readonly PriceList?: unknown[];
  readonly NextToken?: string;
}

/** The price list over the AWS SDK: the only file of costs that loads it. */
export class SdkPriceList {
  readonly #options: AwsPriceListOptions;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  #opening: Promise<PricingSender> | undefined;
  #close: () => void = () => undefined;

  constructor(options: AwsPriceListOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Every product of EC2 that has all the values, each as the JSON that AWS gives. */
  async find(filters: ProductFilters, operation: string): Promise<readonly string[]> {
    const { region = DEFAULT_REGION } = this.#options;
    const call = { operation, region, action: 'pricing:GetProducts', idempotent: true };
    const Filters = Object.entries(filters).map(
      ([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value }) as const,
    );
    try {
      const sender = await this.#open();
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
    this.#closing.abort(new Error('The price list was destroyed.'));
    this.#close();
  }

  #open(): Promise<PricingSender> {
    this.#opening ??= this.#connect().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #connect(): Promise<PricingSender> {
    const { client: given, requestHandler, maxAttempts = DEFAULT_MAX_ATTEMPTS, logger } = this.#options;
    const sdk = await loadPricingSdk();
    const { region = DEFAULT_REGION, profile, credentials, endpoint } = this.#options;
    const timeouts = { connectTimeoutMs: CONNECT_TIMEOUT_MS, requestTimeoutMs: REQUEST_TIMEOUT_MS };
    const settings = { region, profile, credentials, endpoint, requestHandler, ...timeouts };
    const client = (given as PricingClient | undefined) ?? new sdk.PricingClient(sdkClientConfig(settings));
    const connection = connect(client, sdk, {
      handedIn: given !== undefined,
      ownTime: this.#clock !== systemClock,
      now: () => this.#clock.now(),
      sharedHandler: isReadyHandler(requestHandler),
    });
    this.#close = (): void => {
      connection.destroy();
    };
    return new AwsSender({
      ...{ region: await client.config.region(), maxAttempts, logger, clock: this.#clock },
      closing: this.#closing.signal,
      connect: () => Promise.resolve(connection),
    });
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
