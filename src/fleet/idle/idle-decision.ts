import type { IdleVerdict } from '../../cml/idle/idle-policy.js';
import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { FleetFailure } from '../discovery/fleet-listing.js';
import type { EventWorker } from '../monitor/fleet-event.js';

/** Why a worker is stopped, warned of, or kept. */
export type IdleReason =
  /** It is in use, was started a short time ago, or somebody has snoozed it. */
  | 'active'
  /** Nobody has used it for a while. */
  | 'warning'
  /** Nobody has used it for long enough. */
  | 'idle'
  /** Nobody knows whether it is used. */
  | 'unknown'
  /** Its tag `Protected` is `true`. */
  | 'protected'
  /** Its tag `AutoShutdown` is `false`. */
  | 'opted-out'
  /** Its tag `IdleSnoozedUntil` is no time. */
  | 'snooze-unreadable'
  /** A lab is assigned to it. */
  | 'assigned'
  /** The settings want nothing to be shut down. */
  | 'switched-off'
  /** As many were stopped in this pass as may be. */
  | 'cap-reached'
  /** Somebody else is at it, has stopped it meanwhile, or has taken it out of the fleet. */
  | 'busy';

/** What was decided about a worker that may be idle. */
export interface IdleDecision {
  /** Whether it is stopped, worth a warning, or left as it is. */
  readonly type: 'idle-shutdown' | 'idle-warning' | 'idle-kept';
  /** When. */
  readonly at: Date;
  /** The worker. */
  readonly worker: EventWorker;
  /** Why. */
  readonly reason: IdleReason;
  /** Since when nobody uses it, and when it is due; `undefined` where it was not looked at. */
  readonly verdict: IdleVerdict | undefined;
  /** Of a shutdown: whether it was `done`, has `failed`, or was only `planned`, in a dry run. */
  readonly outcome: 'done' | 'failed' | 'planned' | 'nothing-to-do';
  /** Why the shutdown has failed, or the use could not be read. */
  readonly error: Ec2WorkerError | undefined;
  /** All of it in one sentence, for people. */
  readonly message: string;
}

/** What one pass over a fleet has come to. */
export interface IdleReport {
  /** About every worker that runs. */
  readonly decisions: readonly IdleDecision[];
  /** What could not be read: nothing was stopped there. */
  readonly failures: readonly FleetFailure[];
  /** Whether everything could be read, the use of every worker included, and nothing has failed. */
  readonly complete: boolean;
}
