import type { AwsRegion } from '../../model/aws-region.js';

/** Which instance a price is asked for: on demand, with shared tenancy. */
export interface InstancePriceQuery {
  /** Such as `c5.2xlarge`. */
  readonly instanceType: string;
  /** Where it runs. */
  readonly region: AwsRegion;
  /** As the price list of AWS names it, such as `Windows` or `RHEL`. Default `Linux`. */
  readonly operatingSystem?: string | undefined;
}

/** Which volume a price is asked for. */
export interface VolumePriceQuery {
  /** Such as `gp3`. */
  readonly type: string;
  /** Where it is. */
  readonly region: AwsRegion;
}

/** Where a price comes from, and from when. */
export interface PriceOrigin {
  /** For people, such as `AWS Price List`. */
  readonly source: string;
  /** When it was known to be so. */
  readonly asOf: Date;
}

/** What an instance costs on demand. */
export interface InstancePrice extends PriceOrigin {
  /** In US dollars. */
  readonly usdPerHour: number;
}

/** What IOPS cost above a number of them, up to the next such step. */
export interface IopsPriceStep {
  /** The number of IOPS above which the price holds: 0 for the first step, the part that is free apart. */
  readonly above: number;
  /** In US dollars. */
  readonly usdPerIopsMonth: number;
}

/** What a volume costs. */
export interface VolumePrice extends PriceOrigin {
  /** In US dollars. */
  readonly usdPerGiBMonth: number;
  /** By steps, the lowest first; `undefined` where the price is not known. Types without a price have no steps. */
  readonly iops: readonly IopsPriceStep[] | undefined;
  /** In US dollars, above the part that is free; `undefined` where the price is not known, or there is none. */
  readonly usdPerMiBpsMonth: number | undefined;
}

/** Options of the questions to a {@link PriceSource}. */
export interface PriceCallOptions {
  /** Ends the call. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Knows prices. What it does not know is `undefined`, never 0. */
export interface PriceSource {
  /** What an instance costs on demand; `undefined` if that is not known. */
  instancePrice(query: InstancePriceQuery, options?: PriceCallOptions): Promise<InstancePrice | undefined>;
  /** What a volume costs; `undefined` if that is not known. */
  volumePrice(query: VolumePriceQuery, options?: PriceCallOptions): Promise<VolumePrice | undefined>;
}
