import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import { checkAmount, checkDate } from './check-amount.js';
import type {
  InstancePrice,
  InstancePriceQuery,
  IopsPriceStep,
  PriceSource,
  VolumePrice,
  VolumePriceQuery,
} from './price-source.js';

const OPERATION = 'priceTable';

/** What a volume of a type costs, in a {@link priceTable}. */
export interface VolumePriceEntry {
  /** In US dollars. */
  readonly usdPerGiBMonth: number;
  /** In US dollars, the same for all IOPS that are paid for, or by steps. Default: not known. */
  readonly usdPerIopsMonth?: number | readonly IopsPriceStep[] | undefined;
  /** In US dollars. Default: not known. */
  readonly usdPerMiBpsMonth?: number | undefined;
}

/** Prices of one's own, such as those of a contract. */
export interface PriceTableInput {
  /** For people, such as `our contract of 2026`. Default `price table`. */
  readonly source?: string | undefined;
  /** Since when they hold, or when they were last looked up. */
  readonly asOf: Date;
  /** In US dollars per hour, by region and instance type: `{ 'us-east-1': { 'c5.2xlarge': 0.34 } }`. Default: none. */
  readonly instances?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined;
  /** By region and type of volume: `{ 'us-east-1': { gp3: { usdPerGiBMonth: 0.08 } } }`. Default: none. */
  readonly volumes?: Readonly<Record<string, Readonly<Record<string, VolumePriceEntry>>>> | undefined;
  /** Which operating system the prices of instances are for. Default `Linux`. */
  readonly operatingSystem?: string | undefined;
}

/**
 * Prices from a table that is handed in. What is not in it is not known.
 *
 * @throws InvalidParameterError for a price that is no number from 0 on.
 *
 * @example
 * {@includeCode ../../../examples/estimate-cost.ts#table}
 */
export function priceTable(input: PriceTableInput): PriceSource {
  checkTable(input);
  const {
    source = 'price table',
    asOf,
    instances = {},
    volumes = {},
    operatingSystem: system = 'Linux',
  } = input;
  const origin = { source, asOf };
  return {
    instancePrice: (query: InstancePriceQuery): Promise<InstancePrice | undefined> => {
      const { instanceType, region, operatingSystem = 'Linux' } = query;
      const usdPerHour = own(own(instances, region) ?? {}, instanceType);
      const isKnown = usdPerHour !== undefined && operatingSystem === system;
      return Promise.resolve(isKnown ? { usdPerHour, ...origin } : undefined);
    },
    volumePrice: ({ type, region }: VolumePriceQuery): Promise<VolumePrice | undefined> => {
      const entry = own(own(volumes, region) ?? {}, type);
      if (entry === undefined) return Promise.resolve(undefined);
      const { usdPerGiBMonth, usdPerIopsMonth, usdPerMiBpsMonth } = entry;
      const iops = typeof usdPerIopsMonth === 'number' ? [{ above: 0, usdPerIopsMonth }] : usdPerIopsMonth;
      return Promise.resolve({ usdPerGiBMonth, iops, usdPerMiBpsMonth, ...origin });
    },
  };
}

/** A value by a key of one's own, so that no word of the language is taken for a price. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function checkTable(input: PriceTableInput): void {
  new InputCheck(OPERATION).that(isRecord(input), 'input', 'an object with prices', input);
  checkDate(input.asOf, OPERATION, 'asOf');
  for (const [region, prices] of Object.entries(input.instances ?? {})) {
    for (const [type, usd] of Object.entries(prices))
      checkAmount(usd, OPERATION, `instances.${region}.${type}`);
  }
  for (const [region, entries] of Object.entries(input.volumes ?? {})) {
    for (const [type, entry] of Object.entries(entries)) checkEntry(entry, `volumes.${region}.${type}`);
  }
}

function checkEntry(
  { usdPerGiBMonth, usdPerIopsMonth, usdPerMiBpsMonth }: VolumePriceEntry,
  place: string,
): void {
  checkAmount(usdPerGiBMonth, OPERATION, `${place}.usdPerGiBMonth`);
  if (usdPerMiBpsMonth !== undefined) checkAmount(usdPerMiBpsMonth, OPERATION, `${place}.usdPerMiBpsMonth`);
  const steps = typeof usdPerIopsMonth === 'object' ? usdPerIopsMonth : [];
  if (typeof usdPerIopsMonth === 'number')
    checkAmount(usdPerIopsMonth, OPERATION, `${place}.usdPerIopsMonth`);
  for (const step of steps) {
    checkAmount(step.above, OPERATION, `${place}.usdPerIopsMonth.above`);
    checkAmount(step.usdPerIopsMonth, OPERATION, `${place}.usdPerIopsMonth.usdPerIopsMonth`);
  }
}
