import type { AwsRegion } from './aws-region.js';
import type { InstanceState } from './instance-state.js';
import type { OpenUnion } from './open-union.js';
import type { StatusCheck } from './status-check.js';
import type { Tags } from './tags.js';

/** How an instance is paid for. */
export type InstanceLifecycle = OpenUnion<
  'on-demand' | 'spot' | 'scheduled' | 'capacity-block' | 'interruptible-capacity-reservation'
>;

/** How often CloudWatch gets an instance's metrics: every five minutes, or every minute (paid). */
export type MonitoringLevel = 'basic' | 'detailed';

/** Why EC2 moved an instance into its state, such as `Server.InsufficientInstanceCapacity`. */
export interface StateReason {
  readonly code: string;
  readonly message: string;
}

/**
 * An EC2 instance that serves as a worker, as EC2 last described it. Plain data: safe to log, to
 * serialise and to hand back to any method as a {@link WorkerRef}.
 */
export interface WorkerInstance {
  readonly instanceId: string;
  /** The account that owns the instance. */
  readonly accountId: string | undefined;
  readonly region: AwsRegion;
  /** The value of the `Name` tag. */
  readonly name: string | undefined;
  readonly instanceState: InstanceState;
  /** Why the instance is in its state; `undefined` where EC2 gives no reason. */
  readonly stateReason: StateReason | undefined;
  /** The guest's status check; `undefined` until status checks were read. */
  readonly instanceStatus: StatusCheck | undefined;
  /** The host's status check; `undefined` until status checks were read. */
  readonly systemStatus: StatusCheck | undefined;
  readonly instanceType: string;
  readonly amiId: string;
  /** The image's name where it is known: at the launch that gave it. */
  readonly amiName: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly subnetId: string | undefined;
  readonly vpcId: string | undefined;
  readonly availabilityZone: string | undefined;
  readonly keyName: string | undefined;
  /** The public IPv4 address; `undefined` while the instance has none. It changes over a stop and start. */
  readonly publicIp: string | undefined;
  readonly privateIp: string | undefined;
  readonly ipv6Addresses: readonly string[];
  /** When the instance was launched or, if later, last started. */
  readonly launchTime: Date | undefined;
  readonly tags: Tags;
  readonly lifecycle: InstanceLifecycle;
  readonly monitoring: MonitoringLevel | undefined;
  /** The idempotency token of the launch. */
  readonly clientToken: string | undefined;
}
