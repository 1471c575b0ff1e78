import type { StatusCheckName } from '../../model/instance-status-checks.js';

/**
 * What may be done to recover a worker, from the mildest to the last: `reboot`; `stop-start`, which moves it to another
 * host; `replace`, which launches another in its place.
 */
export type RecoveryStep = 'reboot' | 'stop-start' | 'replace';

/** The checks that decide over health. */
export type DecidingCheck = Extract<StatusCheckName, 'instance' | 'system' | 'attachedEbs'>;

/** How much may be done at once: an outage that looks like many ill workers must not end in many replacements. */
export interface RecoveryBudget {
  /** How many steps may be begun within an hour, at least 1. Default 5. */
  readonly perHour?: number | undefined;
  /**
   * For how many workers steps may be begun within an hour, in percent of the fleet, above 0 and at most 100, but
   * always for one. Default 20.
   */
  readonly percentPerHour?: number | undefined;
}

/** What to do about impaired workers, and what not. */
export interface RecoveryPolicy {
  /**
   * What to do, in order, for each check that fails. A failing system check goes first, since it makes the instance
   * check fail as well. Default: `reboot`, `stop-start` and `replace` for `instance`; `stop-start` and `replace` for
   * `system`, since a reboot stays on the same host; nothing for `attachedEbs`, which is a matter of its volumes.
   */
  readonly ladders?: Partial<Readonly<Record<DecidingCheck, readonly RecoveryStep[]>>> | undefined;
  /** How often to try each step, at least 1. Default 1. */
  readonly attemptsPerStep?: number | undefined;
  /** How long checks have to fail before anything is done, in seconds, 0 or more. Default 120. */
  readonly minImpairedSeconds?: number | undefined;
  /** How long to wait after each step until the next, in seconds, 0 or more. Default 600. */
  readonly coolDownSeconds?: number | undefined;
  /**
   * How long steps are remembered, in seconds, at least `coolDownSeconds`: a worker that fails again within this time
   * gets the next one. Default 3,600.
   */
  readonly forgetAfterSeconds?: number | undefined;
  /**
   * How long EC2 has for recovering a worker by itself whose system check fails, in seconds, 0 or more. It does not do
   * so for bare-metal types, for which there is no waiting. Default 600.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-configuration-recovery.html
   */
  readonly autoRecoveryGraceSeconds?: number | undefined;
  /**
   * How near an event may be that AWS has scheduled for a worker, in seconds, 0 or more: then it is left alone, unless
   * it is replaced. Default 3,600.
   */
  readonly eventHorizonSeconds?: number | undefined;
  /** How long a worker may take to stop until it is stopped by force, in seconds, above 0. Default 300. */
  readonly stopTimeoutSeconds?: number | undefined;
  /** How long a replacement may take until it is healthy, in seconds, above 0: then it is terminated. Default 1,800. */
  readonly replacementTimeoutSeconds?: number | undefined;
  /**
   * What may be done to a worker that a lab is assigned to: nothing, so that somebody has to see to it (`escalate`);
   * a `reboot`; or whatever would be done to others (`recover`). A replacement takes over the assignment, but not
   * what was on the disk. Default `escalate`.
   */
  readonly assigned?: 'escalate' | 'reboot' | 'recover' | undefined;
  /** What becomes of a worker that was replaced: `stop` keeps its disk. Default `stop`. */
  readonly replacedThen?: 'stop' | 'terminate' | undefined;
  /** How much may be done within an hour. */
  readonly budget?: RecoveryBudget | undefined;
}

/** A policy with every default filled in; times in milliseconds. */
export interface RecoveryRule {
  readonly ladders: Readonly<Record<DecidingCheck, readonly RecoveryStep[]>>;
  readonly attemptsPerStep: number;
  readonly minImpairedMs: number;
  readonly coolDownMs: number;
  readonly forgetAfterMs: number;
  readonly autoRecoveryGraceMs: number;
  readonly eventHorizonMs: number;
  readonly stopTimeoutMs: number;
  readonly replacementTimeoutMs: number;
  readonly assigned: 'escalate' | 'reboot' | 'recover';
  readonly replacedThen: 'stop' | 'terminate';
  readonly perHour: number;
  readonly percentPerHour: number;
}
