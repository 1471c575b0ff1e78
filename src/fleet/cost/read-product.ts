import { isRecord } from '../../errors/describe-type.js';

/** What the price list says of a product, as far as it matters here. */
export interface PricedProduct {
  /** Such as `EU-EBS:VolumeUsage.gp3`: the region's prefix and what is used. */
  readonly usageType: string;
  /** Such as `Hrs`, `GB-Mo` or `IOPS-Mo`. */
  readonly unit: string;
  readonly usd: number;
}

/**
 * Reads a product: its price on demand, if it has one in US dollars that is the same for any amount. One in another
 * currency, or by steps, is not taken for what it is not.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
export function readProduct(json: string): PricedProduct | undefined {
  const offer = parse(json);
  const usageType = textAt(offer, 'product', 'attributes', 'usagetype');
  const [term, ...otherTerms] = valuesAt(offer, 'terms', 'OnDemand');
  const [dimension, ...otherDimensions] = valuesAt(term, 'priceDimensions');
  const unit = textAt(dimension, 'unit');
  const usd = Number(textAt(dimension, 'pricePerUnit', 'USD') ?? Number.NaN);
  const isClear = otherTerms.length === 0 && otherDimensions.length === 0 && usd >= 0;
  return isClear && usageType !== undefined && unit !== undefined ? { usageType, unit, usd } : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = at(value, ...path);
  return typeof text === 'string' ? text : undefined;
}

function valuesAt(value: unknown, ...path: readonly string[]): unknown[] {
  const record = at(value, ...path);
  return isRecord(record) ? Object.values(record) : [];
}
