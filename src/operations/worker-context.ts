import type { MetricsPort } from '../cloudwatch/metrics-port.js';
import type { AccessPort } from '../ec2/access-port.js';
import type { Ec2Port } from '../ec2/ec2-port.js';
import type { InstanceTypePort } from '../ec2/instance-type-port.js';
import type { LaunchTemplatePort } from '../ec2/launch-template-port.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { Logger } from '../model/logger.js';
import type { WorkerSettings } from '../settings/worker-settings.js';
import type { IdentityPort } from '../sts/identity-port.js';
import type { Clock } from '../time/clock.js';
import type { WaitContext } from '../waiters/wait-context.js';
import type { LaunchCatalog } from './fitness/launch-catalog.js';
import type { ImageCatalog } from './images/image-catalog.js';
import type { InstanceLedger } from './instance-ledger.js';
import type { CapacityMemory } from './launch/capacity-memory.js';
import type { LaunchKeys } from './launch/launch-keys.js';
import type { ResourceParts } from './resource-parts.js';

/** What launches work with beside the port of instances. */
export interface LaunchParts {
  readonly images: ImageCatalog;
  readonly instanceTypes: InstanceTypePort;
  readonly launchCatalog: LaunchCatalog;
  readonly launchTemplates: LaunchTemplatePort;
  readonly capacity: CapacityMemory;
  readonly launchKeys: LaunchKeys;
}

/** What an operation works with: one identity in one region. */
export interface WorkerContext extends LaunchParts {
  readonly region: AwsRegion;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
  readonly ec2: Ec2Port;
  readonly metrics: MetricsPort;
  readonly access: AccessPort;
  /** What is about volumes, snapshots and the spot market. */
  readonly resources: ResourceParts;
  readonly identity: IdentityPort;
  readonly ledger: InstanceLedger;
  /** What waits work with: the same for all of them. */
  readonly waits: WaitContext;
  /** What launches are completed with, and held to. */
  readonly settings: WorkerSettings | undefined;
  /** How long NotFound means "not yet" for an instance that this client has just launched. */
  readonly launchGraceSeconds: number;
}

/** Which call it is, whose instance, and until when. */
export interface OperationCall {
  /** The method that the caller called. */
  readonly operation: string;
  readonly abortSignal?: AbortSignal | undefined;
}

/** A call about one instance. */
export interface InstanceCall extends OperationCall {
  readonly instanceId: string;
}
