import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { AwsRegion } from '../../model/aws-region.js';
import type { FleetWorker } from './fleet-worker.js';

/** An account and region of a fleet of which something could not be read. */
export interface FleetFailure<Missing extends string = 'instances' | 'checks'> {
  /** The role by which the account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
  /** The region. */
  readonly region: AwsRegion;
  /** What could not be read: the `instances` at all, or something of those that are listed. */
  readonly missing: Missing;
  /** Why. */
  readonly error: Ec2WorkerError;
}

/** The workers of a fleet, as far as they could be read. */
export interface FleetListing {
  /** By account, then by region, as the fleet has them. */
  readonly workers: readonly FleetWorker[];
  /** What could not be read: a worker that is not listed may be there. */
  readonly failures: readonly FleetFailure[];
  /** Whether everything could be read. */
  readonly complete: boolean;
}
