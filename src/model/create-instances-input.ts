import type { CreateInstanceInput } from './create-instance-input.js';
import type { LaunchChoice } from './launch-choice.js';

/** What to launch, how often, and what else will do where AWS has no capacity. */
export interface CreateInstancesInput extends CreateInstanceInput {
  /** How many instances, at least 1. They have the same name and tags. */
  readonly count: number;
  /**
   * With fewer than these the launch fails with a `LaunchFailedError`, which has those that came to be. From 0 to
   * `count`. Default 1: some are better than none, and `complete` tells whether it is all of them.
   */
  readonly minCount?: number | undefined;
  /**
   * Makes the launch idempotent across processes and restarts: a launch with a key first finds what an earlier
   * one with the same key has launched in the region and still lives, and launches only what is missing. Kept as
   * the tag `ec2-worker-client:launch-key`, so at most 256 characters, and in the client tokens.
   *
   * It costs one DescribeInstances. With several `choices` and nothing found, a client that has not used the key
   * before waits up to 10 seconds (at most `launchGraceSeconds`) for what EC2 may not show yet. Launches of one
   * client with the same key are carried out one after the other; two processes may use a key at the same moment
   * with a single choice only. Default: every call launches anew.
   */
  readonly launchKey?: string | undefined;
  /**
   * What to try, in order: the next one when AWS has no capacity for the one before, or does not offer it
   * there. Those that lacked capacity within the last 3 minutes are tried last. Default: only what the input
   * says. {@link launchChoices} combines types, subnets and markets.
   */
  readonly choices?: readonly LaunchChoice[] | undefined;
  /**
   * Whether to terminate what this call has launched if it stays below `minCount`. Instances that an earlier call
   * with the same `launchKey` launched stay. Not together with spot instances that an interruption stops or
   * hibernates: EC2 replaces those when they are terminated. Default `false`.
   */
  readonly rollback?: boolean | undefined;
}
