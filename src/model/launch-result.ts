import type { FitnessFinding } from './fitness-report.js';
import type { WorkerInstance } from './worker-instance.js';

/** One request of a launch, in the order they were made. */
export interface LaunchAttempt {
  /** The type that was tried; `undefined` if it came from a launch template. */
  readonly instanceType: string | undefined;
  /** The subnet that was tried; `undefined` if EC2 chose it. */
  readonly subnetId: string | undefined;
  /** The zone that was tried, if the choice names it itself. */
  readonly availabilityZone?: string | undefined;
  /** How the instances would have been paid for. */
  readonly market: 'on-demand' | 'spot';
  /** The token that EC2 knows this attempt by: the `client-token` filter finds what became of it. */
  readonly clientToken: string;
  /** How many instances the attempt asked for. */
  readonly requested: number;
  /** How many of them came to be. */
  readonly launched: number;
  /**
   * Why none came to be; `undefined` if some did. EC2 does not say why it gives fewer than it was asked for: the
   * next attempt asks for the rest.
   */
  readonly error: Error | undefined;
}

/** Instances that were asked for and did not come to be. */
export interface LaunchFailure {
  /** How many, at least 1. */
  readonly count: number;
  /** The reason, an `Ec2WorkerError`: the one of the last attempt made for them. */
  readonly error: Error;
}

/** What a launch of several workers came to. */
export interface LaunchResult {
  /**
   * Every instance that exists, also where the launch as a whole failed. With a launch key those of earlier calls
   * are among them; they are more than were asked for if an earlier call asked for more.
   */
  readonly instances: readonly WorkerInstance[];
  /** What did not come to be, by reason. */
  readonly failures: readonly LaunchFailure[];
  /** Every request to launch that this call made, in order. */
  readonly attempts: readonly LaunchAttempt[];
  /** Whether as many instances exist as were asked for. */
  readonly complete: boolean;
  /** What `checkFitness` has found that does not keep the workers from being launched. Empty without it. */
  readonly warnings: readonly FitnessFinding[];
  /** The ids of what `rollback` has terminated; `undefined` if it had nothing to do. */
  readonly rolledBack: readonly string[] | undefined;
}
