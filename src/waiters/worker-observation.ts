import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';

/** Something new about a worker that is watched. */
export interface WorkerObservation {
  /** The worker. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** When it was seen. */
  readonly at: Date;
  /**
   * - `seen`: its state or its checks are new, or it is seen again;
   * - `missing`: EC2 does not know it, or no more;
   * - `unreachable`: EC2 cannot be asked for the time being, so that nobody knows how it is.
   */
  readonly kind: 'seen' | 'missing' | 'unreachable';
  /** Its state; `undefined` unless it is `seen`. */
  readonly instanceState: InstanceState | undefined;
  /** Its checks; `undefined` unless it is `seen`. */
  readonly checks: InstanceStatusChecks | undefined;
  /** Why it is `missing` or `unreachable`. */
  readonly error: Ec2WorkerError | undefined;
}

/** How to watch. */
export interface WatchOptions extends CallOptions {
  /** The shortest time between two looks at a worker, in seconds, above 0. Default 5. */
  readonly minDelay?: number | undefined;
  /** The longest time between two looks at a worker, in seconds, at least `minDelay`. Default 15. */
  readonly maxDelay?: number | undefined;
}
