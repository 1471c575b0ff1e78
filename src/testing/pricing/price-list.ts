import { createHash } from 'node:crypto';
import {
  INSTANCE_PRICES,
  type InstancePrices,
  PRICED_REGIONS,
  VOLUME_PRICES,
  type VolumePrices,
} from './price-table.js';

/** A product of the price list, in AWS's own shape. */
export interface PricedProduct {
  readonly product: {
    readonly productFamily: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly sku: string;
  };
  readonly serviceCode: string;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly version: string;
  readonly publicationDate: string;
}

/** What a product costs, of which unit. */
interface Rate {
  readonly usd: string;
  readonly unit: string;
  readonly description: string;
}

const SERVICE_CODE = 'AmazonEC2';
const PUBLISHED = '2026-01-15T00:00:00Z';

/** AWS's codes for the terms on demand, and for a price per hour or month. */
const ON_DEMAND = 'JRTCKXETXF';
const PER_UNIT = '6YS6EN2CT7';

/** What Windows adds per vCPU and hour to the price of the families that have it here. */
const WINDOWS_PER_VCPU = 0.046;

/** Every product that is priced. */
export function pricedProducts(): readonly PricedProduct[] {
  return [...INSTANCE_PRICES.flatMap(instanceProducts), ...VOLUME_PRICES.flatMap(volumeProducts)];
}

function instanceProducts({ instanceType, vcpus, memoryGiB, linux }: InstancePrices): PricedProduct[] {
  return Object.entries(linux).flatMap(([region, usd]) => {
    const make = (
      operatingSystem: string,
      operation: string,
      capacitystatus: string,
      price: string,
    ): PricedProduct =>
      product(region, 'Compute Instance', {
        attributes: {
          instanceType,
          vcpu: String(vcpus),
          memory: `${memoryGiB} GiB`,
          tenancy: 'Shared',
          operatingSystem,
          operation,
          preInstalledSw: 'NA',
          licenseModel: 'No License required',
          capacitystatus,
          marketoption: 'OnDemand',
        },
        usage: `${USAGE[capacitystatus] ?? ''}:${instanceType}`,
        rate: {
          usd: price,
          unit: 'Hrs',
          description: `$${price} per On Demand ${operatingSystem} ${instanceType} Instance Hour`,
        },
      });
    const windows = (Number(usd) + vcpus * WINDOWS_PER_VCPU).toFixed(4);
    return [
      make('Linux', 'RunInstances', 'Used', usd),
      // A reservation is paid for by itself: what runs in it costs nothing more.
      make('Linux', 'RunInstances', 'AllocatedCapacityReservation', '0.0000000000'),
      make('Linux', 'RunInstances', 'UnusedCapacityReservation', usd),
      ...(instanceType.startsWith('t') ? [] : [make('Windows', 'RunInstances:0002', 'Used', windows)]),
    ];
  });
}

const USAGE: Readonly<Record<string, string>> = {
  Used: 'BoxUsage',
  AllocatedCapacityReservation: 'Reservation',
  UnusedCapacityReservation: 'UnusedBox',
};

function volumeProducts({ type, words, suffix, storage, iops = {}, throughput = {} }: VolumePrices) {
  const attributes = { volumeApiName: type, volumeType: words };
  return [
    ...Object.entries(storage).map(([region, usd]) =>
      product(region, 'Storage', {
        attributes,
        usage: `EBS:VolumeUsage${suffix}`,
        rate: { usd, unit: 'GB-Mo', description: `$${usd} per GB-month of ${words} (${type}) storage` },
      }),
    ),
    ...Object.entries(iops).flatMap(([tier, prices]) =>
      Object.entries(prices).map(([region, usd]) =>
        product(region, 'System Operation', {
          attributes: { ...attributes, group: 'EBS IOPS' },
          usage: `EBS:VolumeP-IOPS${suffix}${tier}`,
          rate: { usd, unit: 'IOPS-Mo', description: `$${usd} per IOPS-month provisioned (${type})` },
        }),
      ),
    ),
    ...Object.entries(throughput).map(([region, usd]) =>
      product(region, 'Provisioned Throughput', {
        attributes: { ...attributes, group: 'EBS Throughput' },
        usage: `EBS:VolumeP-Throughput${suffix}`,
        rate: { usd, unit: 'GiBps-mo', description: `$${usd} per GiBps-month provisioned (${type})` },
      }),
    ),
  ];
}

function product(
  regionCode: string,
  productFamily: string,
  made: {
    readonly attributes: Readonly<Record<string, string>>;
    readonly usage: string;
    readonly rate: Rate;
  },
): PricedProduct {
  const { location = '', prefix = '' } = PRICED_REGIONS[regionCode] ?? {};
  const attributes = {
    servicecode: SERVICE_CODE,
    servicename: 'Amazon Elastic Compute Cloud',
    location,
    locationType: 'AWS Region',
    regionCode,
    usagetype: `${prefix}${made.usage}`,
    ...made.attributes,
  };
  const sku = skuOf(JSON.stringify(attributes));
  return {
    product: { productFamily, attributes, sku },
    serviceCode: SERVICE_CODE,
    terms: onDemand(sku, made.rate),
    version: '20260115000000',
    publicationDate: PUBLISHED,
  };
}

function onDemand(sku: string, { usd, unit, description }: Rate): PricedProduct['terms'] {
  const term = `${sku}.${ON_DEMAND}`;
  const rateCode = `${term}.${PER_UNIT}`;
  const dimension = {
    unit,
    endRange: 'Inf',
    description,
    appliesTo: [],
    rateCode,
    beginRange: '0',
    pricePerUnit: { USD: usd },
  };
  return {
    OnDemand: {
      [term]: {
        priceDimensions: { [rateCode]: dimension },
        sku,
        effectiveDate: '2026-01-01T00:00:00Z',
        offerTermCode: ON_DEMAND,
        termAttributes: {},
      },
    },
  };
}

/** Sixteen letters and digits that stay the same for the same product. */
function skuOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16).toUpperCase();
}
