import type { InstanceState } from '../../model/instance-state.js';
import type { ScheduledEvent, StatusCheckName } from '../../model/instance-status-checks.js';
import type { WorkerHealth } from '../monitor/worker-health.js';
import type { RecoveryStep } from './recovery-policy.js';

/**
 * What to do next. A step is begun by `reboot`, `stop` or `launch`; `force-stop` and `start` go on with a stop and
 * start, of which `finish` notes that it is over; `hand-over` and `release` go on with a replacement, which `abandon`
 * gives up; `forget` clears the tags of a recovery that is over; `escalate` leaves it to a person, and `none` to time.
 */
export type RecoveryAction =
  | 'none'
  | 'reboot'
  | 'stop'
  | 'force-stop'
  | 'start'
  | 'finish'
  | 'launch'
  | 'hand-over'
  | 'release'
  | 'abandon'
  | 'forget'
  | 'escalate';

/** Why. */
export type RecoveryReason =
  /** It runs, and its checks pass. */
  | 'healthy'
  /** It does not run, and it was not recovery that stopped it. */
  | 'not-running'
  /** Nobody knows how it is. */
  | 'unknown-health'
  /** Its checks have not been made yet. */
  | 'initializing'
  /** Its tag `Protected` is `true`. */
  | 'protected'
  /** It has not been impaired for long enough, or not seen so often enough. */
  | 'hysteresis'
  /** Something was done to it a short time ago. */
  | 'cool-down'
  /** EC2 may yet recover it by itself. */
  | 'auto-recovery'
  /** AWS has scheduled an event for it. */
  | 'scheduled-event'
  /** A step is under way. */
  | 'in-progress'
  /** It is to take the place of another worker, and has not yet. */
  | 'is-replacement'
  /** Somebody else holds its lease, has changed it meanwhile, or has taken it out of the fleet. */
  | 'busy'
  /** A lab is assigned to it. */
  | 'assigned'
  /** Its checks fail. */
  | 'impaired'
  /** A step that was begun is gone on with. */
  | 'unfinished'
  /** Its replacement is healthy. */
  | 'replacement-healthy'
  /** Its replacement is not needed, or did not become healthy. */
  | 'replacement-failed'
  /** It was replaced. */
  | 'replaced'
  /** A recovery was long ago. */
  | 'over'
  /** There is no step for the check that fails. */
  | 'no-step'
  /** Every step was taken. */
  | 'ladder-exhausted'
  /** As much was done within an hour as the budget allows. */
  | 'budget-spent'
  /** Nobody can tell with what it was launched. */
  | 'no-launch-settings';

/** What is known of a worker that may need recovery. */
export interface RecoveryFacts {
  /** The present time. */
  readonly now: Date;
  /** Its state. */
  readonly state: InstanceState;
  /** How it is. */
  readonly health: WorkerHealth;
  /** Which checks fail. */
  readonly failing: readonly StatusCheckName[];
  /** Since when; `undefined` where nobody knows, and then too short a time. */
  readonly impairedSince: Date | undefined;
  /** Whether it was seen to be impaired as often as it has to be. */
  readonly isConfirmed: boolean;
  /** Whether it is protected. */
  readonly isProtected: boolean;
  /** Whether a lab is assigned to it. */
  readonly isAssigned: boolean;
  /** Whether EC2 may recover it by itself. */
  readonly mayRecoverItself: boolean;
  /** What AWS has planned for it. */
  readonly scheduledEvents: readonly ScheduledEvent[];
  /** Whether it is to take the place of another worker, and has not yet. */
  readonly isReplacement: boolean;
  /** Its replacement, if there is one: how it is. */
  readonly replacement: WorkerHealth | undefined;
  /** How many steps may yet be begun. */
  readonly budgetLeft: number;
}

/** What to do about a worker, and why. */
export interface RecoveryVerdict {
  /** What to do. */
  readonly action: RecoveryAction;
  /** Why. */
  readonly reason: RecoveryReason;
  /** The step that the action belongs to. */
  readonly step: RecoveryStep | undefined;
  /** When to look again, where time alone decides. */
  readonly againAt: Date | undefined;
  /** All of it in one sentence, for people. */
  readonly message: string;
}
