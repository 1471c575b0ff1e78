import { InputCheck } from '../../errors/input-check.js';
import { type Clock, systemClock } from '../../time/clock.js';
import type { AwsPriceListOptions } from './aws-price-list-options.js';
import { checkAmount } from './check-amount.js';
import { PriceCache } from './price-cache.js';
import type {
  InstancePrice,
  InstancePriceQuery,
  IopsPriceStep,
  PriceCallOptions,
  PriceSource,
  VolumePrice,
  VolumePriceQuery,
} from './price-source.js';
import { type PricedProduct, readProduct } from './read-product.js';
import { type ProductFilters, SdkPriceList } from './sdk-price-list.js';

const OPERATION = 'AwsPriceList';
const SOURCE = 'AWS Price List';
const REGIONS: readonly (string | undefined)[] = [undefined, 'us-east-1', 'eu-central-1', 'ap-south-1'];
const DAY_SECONDS = 86_400;
const MIB_PER_GIB = 1_024;

/** How usage types call what differs from the name of the type. */
const USAGE_NAMES: Readonly<Record<string, string>> = { io1: '.piops', standard: '' };

/** What the usage types of IOPS end in, and above how many IOPS each holds, by the type of volume. */
const IOPS_STEPS: Readonly<Record<string, readonly (readonly [ending: string, above: number])[]>> = {
  gp3: [['.gp3', 0]],
  io1: [['.piops', 0]],
  io2: [
    ['.io2', 0],
    ['.io2.tier2', 32_000],
    ['.io2.tier3', 64_000],
  ],
};

/**
 * The prices of AWS's own list: those on demand, before any discount. They are asked for once and remembered for a day;
 * callers who want the same at the same time share a question.
 *
 * It needs the package `@aws-sdk/client-pricing`, which is loaded with the first call, and the permission
 * `pricing:GetProducts`. A price that the list has only in another currency than US dollars is not known.
 *
 * Its calls throw what any call of AWS may: PermissionDeniedError, AuthenticationError, ThrottledError, NetworkError.
 *
 * @example
 * {@includeCode ../../../examples/estimate-cost.ts#program}
 */
export class AwsPriceList implements PriceSource, AsyncDisposable {
  readonly #list: SdkPriceList;
  readonly #clock: Clock;
  readonly #instances: PriceCache<InstancePrice>;
  readonly #volumes: PriceCache<VolumePrice>;

  /** @throws InvalidParameterError for options that cannot work. */
  constructor(options: AwsPriceListOptions = {}) {
    const { region, cacheSeconds = DAY_SECONDS, clock = systemClock } = options;
    new InputCheck(OPERATION).that(
      REGIONS.includes(region),
      'region',
      'us-east-1, eu-central-1 or ap-south-1',
      region,
    );
    checkAmount(cacheSeconds, OPERATION, 'cacheSeconds');
    this.#list = new SdkPriceList(options);
    this.#clock = clock;
    this.#instances = new PriceCache(clock, cacheSeconds);
    this.#volumes = new PriceCache(clock, cacheSeconds);
  }

  instancePrice(
    query: InstancePriceQuery,
    { abortSignal }: PriceCallOptions = {},
  ): Promise<InstancePrice | undefined> {
    const { instanceType, region, operatingSystem = 'Linux' } = query;
    const key = [region, instanceType, operatingSystem].join();
    return this.#instances.get(key, abortSignal, async () => {
      const products = await this.#find('instancePrice', {
        ...{ instanceType, regionCode: region, operatingSystem, tenancy: 'Shared' },
        // Others of the type are those with software on them, and those in reserved capacity, which cost nothing more.
        ...{ preInstalledSw: 'NA', capacitystatus: 'Used', licenseModel: 'No License required' },
      });
      const usdPerHour = theOnePrice(products.filter(({ unit }) => unit === 'Hrs'));
      return usdPerHour === undefined ? undefined : { usdPerHour, ...this.#origin() };
    });
  }

  volumePrice(
    query: VolumePriceQuery,
    { abortSignal }: PriceCallOptions = {},
  ): Promise<VolumePrice | undefined> {
    const { type, region } = query;
    return this.#volumes.get([region, type].join(), abortSignal, async () => {
      const operation = 'volumePrice';
      const usage = USAGE_NAMES[type] ?? `.${type}`;
      const family = { regionCode: region, productFamily: 'Storage', volumeApiName: type };
      const stored = await this.#find(operation, family);
      const usdPerGiBMonth = theOnePrice(ofUsage(stored, `EBS:VolumeUsage${usage}`));
      if (usdPerGiBMonth === undefined) return undefined;
      const iops = await this.#findIops(type, region, operation);
      const usdPerMiBpsMonth = type === 'gp3' ? await this.#findThroughput(region, operation) : undefined;
      return { usdPerGiBMonth, iops, usdPerMiBpsMonth, ...this.#origin() };
    });
  }

  /** Ends what is under way, and closes the connections that were made here. */
  destroy(): void {
    this.#list.destroy();
  }

  /** Like {@link AwsPriceList.destroy}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.destroy();
    return Promise.resolve();
  }

  async #findIops(type: string, regionCode: string, operation: string): Promise<IopsPriceStep[] | undefined> {
    const steps = IOPS_STEPS[type];
    if (steps === undefined) return undefined;
    const products = await this.#find(operation, { regionCode, productFamily: 'System Operation' });
    const prices = steps.map(([ending, above]) => ({
      above,
      usdPerIopsMonth: theOnePrice(ofUsage(products, `EBS:VolumeP-IOPS${ending}`)),
    }));
    // Without one of the steps, the others would be taken for it.
    const known = prices.flatMap(({ above, usdPerIopsMonth: usd }) =>
      usd === undefined ? [] : [{ above, usdPerIopsMonth: usd }],
    );
    return known.length === prices.length ? known : undefined;
  }

  async #findThroughput(regionCode: string, operation: string): Promise<number | undefined> {
    const products = await this.#find(operation, { regionCode, productFamily: 'Provisioned Throughput' });
    const priced = ofUsage(products, 'EBS:VolumeP-Throughput.gp3');
    const usdPerGiBps = theOnePrice(priced.filter(({ unit }) => /^gibps-mo$/i.test(unit)));
    return usdPerGiBps === undefined ? undefined : usdPerGiBps / MIB_PER_GIB;
  }

  async #find(operation: string, filters: ProductFilters): Promise<PricedProduct[]> {
    const products = await this.#list.find(filters, `${OPERATION}.${operation}`);
    return products.map(readProduct).filter((product) => product !== undefined);
  }

  #origin(): { readonly source: string; readonly asOf: Date } {
    return { source: SOURCE, asOf: new Date(this.#clock.now()) };
  }
}

/** Usage types begin with a prefix of the region, apart from those of the oldest. */
function ofUsage(products: readonly PricedProduct[], usage: string): PricedProduct[] {
  return products.filter(({ usageType }) => usageType.replace(/^[A-Z0-9]+-(?=EBS:)/, '') === usage);
}

/** Several prices for the same are none. */
function theOnePrice(products: readonly PricedProduct[]): number | undefined {
  const prices = new Set(products.map(({ usd }) => usd));
  return prices.size === 1 ? products[0]?.usd : undefined;
}
