import type { AwsRegion } from '../../model/aws-region.js';
import type { InstanceState } from '../../model/instance-state.js';
import type { InstanceLifecycle } from '../../model/worker-instance.js';
import type { PriceSource } from './price-source.js';

/** What an estimate needs of a worker; a `WorkerInstance` has it. */
export interface CostedWorker {
  /** Such as `i-0123456789abcdef0`. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** Such as `c5.2xlarge`. */
  readonly instanceType: string;
  /** The state when it was read. */
  readonly instanceState: InstanceState;
  /** When it was launched or, if later, last started. */
  readonly launchTime: Date | undefined;
  /** How it is paid for. */
  readonly lifecycle: InstanceLifecycle;
  /** Whose spot price holds. */
  readonly availabilityZone: string | undefined;
}

/** A stretch of time, of which the part that is past counts. */
export interface CostWindow {
  /** Where it begins. */
  readonly startTime: Date;
  /** Where it ends. Default, and at the latest: now. */
  readonly endTime?: Date | undefined;
}

/** The state that a worker came into at a time. */
export interface StateChangeRecord {
  /** The state from then on. */
  readonly state: InstanceState;
  /** When it came into it. */
  readonly at: Date;
}

/** A volume of a worker, such as `volumes.list` of a client gives. */
export interface CostedVolume {
  /** Such as `vol-0123456789abcdef0`. */
  readonly volumeId: string;
  /** Its size. */
  readonly sizeGiB: number;
  /** Such as `gp3`. */
  readonly type: string;
  /**
   * As provisioned. Default: what the type has without more; for `io1` and `io2`, which have none without more, not
   * known, which the estimate says.
   */
  readonly iops?: number | undefined;
  /** As provisioned, in MiB/s. Default: what the type has without more. */
  readonly throughput?: number | undefined;
  /** Default: before the window began. */
  readonly createdAt?: Date | undefined;
}

/** A spot price, which holds until the next one of its type and zone; `spotPrices` of a client gives them. */
export interface SpotPricePoint {
  /** Such as `c5.2xlarge`. */
  readonly instanceType: string;
  /** Such as `us-east-1a`. */
  readonly availabilityZone: string;
  /** In US dollars. */
  readonly usdPerHour: number;
  /** Since when. */
  readonly at: Date;
}

/** Why something is not known that an estimate needs. */
export interface MissingInput {
  /** Why `volumes` is left out. */
  readonly volumes?: string | undefined;
  /** Why `spotPrices` is left out. */
  readonly spotPrices?: string | undefined;
}

/** What a cost is estimated of. */
export interface CostInput {
  /** The worker. */
  readonly worker: CostedWorker;
  /** Which stretch of time. */
  readonly window: CostWindow;
  /** Where prices come from. */
  readonly prices: PriceSource;
  /**
   * The states that the worker has been in, in any order. One that runs has run since its last start, whether that is
   * among them or not. Default: assumed running since its launch.
   */
  readonly history?: readonly StateChangeRecord[] | undefined;
  /** Its volumes. Default: not known, which the estimate says. An empty list means that there are none. */
  readonly volumes?: readonly CostedVolume[] | undefined;
  /** The prices of spot instances, those of other types and zones among them. Needed for spot instances. */
  readonly spotPrices?: readonly SpotPricePoint[] | undefined;
  /** Why something is not known of the worker, for the estimate to say. Default: that nobody has handed it in. */
  readonly missing?: MissingInput | undefined;
  /** What the worker runs, as the price list names it. Default `Linux`. */
  readonly operatingSystem?: string | undefined;
  /** Up to when the past reaches. Default: now. */
  readonly now?: Date | undefined;
  /** Ends the call. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** A part of a cost that is known. */
export interface CostPart {
  /** What is paid for, such as `c5.2xlarge on demand` or `vol-… gp3 storage, 100 GiB`. */
  readonly what: string;
  /** What it comes to, in US dollars. */
  readonly usd: number;
  /** For how many hours. */
  readonly hours: number;
  /** In US dollars per hour. */
  readonly usdPerHour: number;
  /** The price as it is given, such as `$0.08 per GiB-month`. */
  readonly rate: string;
  /** Where the price comes from. */
  readonly source: string;
  /** When the price was known to be so. */
  readonly asOf: Date;
}

/** A part of a cost that is not known. */
export interface UnknownCost {
  /** What is paid for. */
  readonly what: string;
  /** For how many hours; `undefined` if that is what is not known. */
  readonly hours: number | undefined;
  /** Why it is not known. */
  readonly reason: string;
}

/** What a worker has cost, as far as it can be told. */
export interface CostEstimate {
  /** The worker. */
  readonly instanceId: string;
  /** The currency of every amount. */
  readonly currency: 'USD';
  /** The sum of the parts: what is not known is not in it. */
  readonly usd: number;
  /** What it is made of. */
  readonly parts: readonly CostPart[];
  /** What is not known, and so not in the sum. */
  readonly unknown: readonly UnknownCost[];
  /** Whether everything that is estimated is known. */
  readonly complete: boolean;
  /** What was taken for granted. */
  readonly assumptions: readonly string[];
  /** What AWS charges for besides, which no estimate has. */
  readonly leavesOut: readonly string[];
  /** Where the stretch of time begins that counts. */
  readonly startTime: Date;
  /** Where it ends. */
  readonly endTime: Date;
}
