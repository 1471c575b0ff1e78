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
  /** Such as `Client.UserInitiatedShutdown`. */
  readonly code: string;
  /** EC2's words for it. */
  readonly message: string;
}

/**
 * An EC2 instance that serves as a worker, as EC2 last described it. Plain data: safe to log, to
 * serialise and to hand back to any method as a {@link WorkerRef}.
 */
export interface WorkerInstance {
  /** Such as `i-0123456789abcdef0`. */
  readonly instanceId: string;
  /** The account that owns the instance. */
  readonly accountId: string | undefined;
  /** Where the instance is. */
  readonly region: AwsRegion;
  /** The value of the `Name` tag. */
  readonly name: string | undefined;
  /** The state when it was read. */
  readonly instanceState: InstanceState;
  /** Why the instance is in its state; `undefined` where EC2 gives no reason. */
  readonly stateReason: StateReason | undefined;
  /** The guest's status check; `undefined` until status checks were read. */
  readonly instanceStatus: StatusCheck | undefined;
  /** The host's status check; `undefined` until status checks were read. */
  readonly systemStatus: StatusCheck | undefined;
  /** Such as `c5.2xlarge`. */
  readonly instanceType: string;
  /** The image it was launched from. */
  readonly amiId: string;
  /**
   * The image's name: as the launch was told, else as EC2 has it, which is asked once per image and remembered.
   * `undefined` if the image no longer exists or is not shared any more, if the caller may not use
   * ec2:DescribeImages, and right after a launch that was not told it, unless it is remembered.
   */
  readonly amiName: string | undefined;
  /** The groups of its primary network interface. */
  readonly securityGroupIds: readonly string[];
  /** `undefined` once the instance is terminated. */
  readonly subnetId: string | undefined;
  /** `undefined` once the instance is terminated. */
  readonly vpcId: string | undefined;
  /** Such as `us-east-1a`. */
  readonly availabilityZone: string | undefined;
  /** The key pair for SSH; `undefined` if there is none. */
  readonly keyName: string | undefined;
  /** The public IPv4 address; `undefined` while the instance has none. It changes over a stop and start. */
  readonly publicIp: string | undefined;
  /** The primary private IPv4 address; it stays over a stop and start. */
  readonly privateIp: string | undefined;
  /** Those of all its network interfaces. */
  readonly ipv6Addresses: readonly string[];
  /** When the instance was launched or, if later, last started. */
  readonly launchTime: Date | undefined;
  /** Its tags, those that AWS has put there included. */
  readonly tags: Tags;
  /** How it is paid for. */
  readonly lifecycle: InstanceLifecycle;
  /** How often CloudWatch hears of it; `undefined` where EC2 does not say. */
  readonly monitoring: MonitoringLevel | undefined;
  /** The idempotency token of the launch. */
  readonly clientToken: string | undefined;
}
