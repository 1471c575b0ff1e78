import type { AwsRegion } from '../../model/aws-region.js';
import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { RecoveryPolicy } from './recovery-policy.js';

/** How to recover the impaired workers of a fleet. */
export interface RecoveryOptions {
  /** What to do, and what not. */
  readonly policy?: RecoveryPolicy | undefined;
  /** Regions of the fleet. Default: all of them. */
  readonly regions?: readonly AwsRegion[] | undefined;
  /** Which workers to recover. Default: all of the fleet. */
  readonly only?: ((worker: FleetWorker) => boolean) | undefined;
  /**
   * With what to launch the replacement of a worker; its name and tags are seen to. Default: what the client tells by
   * `getLaunchSettings`. Where neither is there nothing is replaced: the decision is to escalate.
   */
  readonly launchSettingsOf?:
    | ((worker: FleetWorker) => CreateInstanceInput | Promise<CreateInstanceInput>)
    | undefined;
  /** Decides, and does nothing. Default `false`. */
  readonly dryRun?: boolean | undefined;
  /** Ends it with an `AbortedError`. What was begun is gone on with by the next call. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** How to recover a fleet for as long as it lasts. */
export interface RecoveryLoopOptions extends RecoveryOptions {
  /**
   * How often to look at the whole fleet, in seconds, above 0. Impairments, and steps that are under way, are seen to
   * sooner. Default 60.
   */
  readonly everySeconds?: number | undefined;
  /** In how many looks in a row a worker has to be impaired before anything is done, at least 1. Default 1. */
  readonly minSightings?: number | undefined;
}
