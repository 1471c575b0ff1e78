import type { AwsRegion } from './aws-region.js';
import type { Ec2InstanceType } from './ec2-instance-type.js';
import type { OpenUnion } from './open-union.js';

/** Which prices of the spot market to read. */
export interface SpotPriceQuery {
  /** At least one; an empty list has no prices. */
  readonly instanceTypes: readonly Ec2InstanceType[];
  /** Default: every zone of the region. An empty list has no prices. */
  readonly availabilityZones?: readonly string[] | undefined;
  /** Also reads what prices there were since then, at most 90 days. Default: the present prices alone. */
  readonly since?: Date | undefined;
  /** Such as `Linux/UNIX` or `Windows`. Default `Linux/UNIX`. */
  readonly productDescription?: string | undefined;
}

/** What a type costs on the spot market of a zone. */
export interface SpotPrice {
  /** Such as `m8i.4xlarge`. */
  readonly instanceType: string;
  /** Such as `us-east-1b`. */
  readonly availabilityZone: string;
  /** The region of the zone. */
  readonly region: AwsRegion;
  /** In US dollars per hour. */
  readonly usdPerHour: number;
  /** From when on it holds, or held. */
  readonly at: Date;
  /** Such as `Linux/UNIX`. */
  readonly productDescription: string;
}

/** What AWS says of a spot worker that it takes back, or has taken back. */
export interface SpotNotice {
  /** The worker. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** What becomes of it. */
  readonly action: OpenUnion<'terminate' | 'stop' | 'hibernate'>;
  /** `marked` until it is over, which is about two minutes; then `taken`. */
  readonly phase: 'marked' | 'taken';
  /** AWS's code, such as `marked-for-termination`. */
  readonly code: string;
  /** AWS's words. */
  readonly message: string;
  /** Since when AWS says so. */
  readonly noticedAt: Date | undefined;
  /** Until when a marked worker can be counted on: two minutes after the notice; `undefined` for one that is taken. */
  readonly dueAt: Date | undefined;
  /** The request of the worker, such as `sir-…`. */
  readonly spotRequestId: string;
}
