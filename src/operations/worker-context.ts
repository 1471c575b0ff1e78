import type { MetricsPort } from '../cloudwatch/metrics-port.js';
import type { Ec2Port } from '../ec2/ec2-port.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { Logger } from '../model/logger.js';
import type { Clock } from '../time/clock.js';
import type { WaitContext } from '../waiters/wait-context.js';
import type { InstanceLedger } from './instance-ledger.js';

/** What an operation works with: one identity in one region. */
export interface WorkerContext {
  readonly region: AwsRegion;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
  readonly ec2: Ec2Port;
  readonly metrics: MetricsPort;
  readonly ledger: InstanceLedger;
  /** What waits work with: the same for all of them. */
  readonly waits: WaitContext;
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
