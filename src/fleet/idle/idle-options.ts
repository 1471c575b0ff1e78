import type { IdleSettings } from '../../cml/idle/idle-policy.js';
import type { CmlActivity } from '../../cml/model/cml-activity.js';
import type { AwsRegion } from '../../model/aws-region.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';

/** What the lab service on a worker tells of its use. */
export interface WorkerActivity {
  /** The signs of use. */
  readonly activity: CmlActivity;
  /** How many labs are active. Default: nobody knows. */
  readonly activeLabs?: number | undefined;
}

/** When a worker counts as unused, where there is no lab service to ask. */
export interface UtilizationRule {
  /** Up to which use of the processor, in percent, 0 to 100, in each single sample. Default 5. */
  readonly cpuPercent?: number | undefined;
  /** Up to which traffic, in and out each, in bytes per second, in the busiest period. Default 10,000. */
  readonly networkBytesPerSecond?: number | undefined;
  /** For which share of the time there have to be figures, above 0, at most 1: no figures are no proof. Default 0.7. */
  readonly minCoverage?: number | undefined;
  /** How long after its start a worker counts as used in any case, in minutes, 0 or more. Default 15. */
  readonly graceMinutes?: number | undefined;
}

/** How to stop the workers of a fleet that nobody uses. */
export interface IdleOptions {
  /**
   * Tells how the lab service on a worker is used, such as `cmlActivityOf()`. Where it fails or tells nothing the
   * worker is not stopped. Default: none, and it goes by the processor and the network.
   */
  readonly activityOf?:
    | ((
        worker: FleetWorker,
        options: { readonly abortSignal: AbortSignal | undefined },
      ) => Promise<WorkerActivity | undefined>)
    | undefined;
  /** When a worker counts as unused without `activityOf`. */
  readonly utilization?: UtilizationRule | undefined;
  /** When to warn and when to stop. Default: the fleet's settings, else warn after 20 minutes and stop after 30. */
  readonly settings?: IdleSettings | undefined;
  /**
   * What to do about idle workers that a lab is assigned to: `stop` them like others, or `leave` them. Default: stop
   * them where `activityOf` tells that nobody uses them; leave them where only their processor and network do.
   */
  readonly assigned?: 'stop' | 'leave' | undefined;
  /** How many workers to stop in one pass at most, at least 1. Default 10. */
  readonly maxStops?: number | undefined;
  /** Regions of the fleet. Default: all of them. */
  readonly regions?: readonly AwsRegion[] | undefined;
  /** Which workers to look at. Default: all of the fleet. */
  readonly only?: ((worker: FleetWorker) => boolean) | undefined;
  /** Decides, and stops nothing. Default `false`. */
  readonly dryRun?: boolean | undefined;
  /** Ends it with an `AbortedError`. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** How to stop the workers that nobody uses for as long as the fleet lasts. */
export interface IdleLoopOptions extends IdleOptions {
  /** How often to look, in seconds, above 0. Default: `telemetryCollectionIntervalSeconds` of the settings, else 60. */
  readonly everySeconds?: number | undefined;
}
