import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { StatusCheckName } from '../../model/instance-status-checks.js';
import type { FleetFailure } from '../discovery/fleet-listing.js';
import type { EventWorker } from '../monitor/fleet-event.js';
import type { RecoveryVerdict } from './recovery-verdict.js';

/** What was decided about a worker, and what came of it: an entry for an audit. */
export interface RecoveryDecision extends RecoveryVerdict {
  /** Tells it from other events of a fleet. */
  readonly type: 'recovery';
  /** When. */
  readonly at: Date;
  /** The worker. */
  readonly worker: EventWorker;
  /** Which of its checks fail. */
  readonly failing: readonly StatusCheckName[];
  /**
   * Whether the action was `done`, has `failed`, or was only `planned`, in a dry run; `nothing-to-do` where the action
   * is `none` or `escalate`.
   */
  readonly outcome: 'done' | 'failed' | 'planned' | 'nothing-to-do';
  /** Why it failed. The next pass goes on from there. */
  readonly error: Ec2WorkerError | undefined;
  /** The worker that is to take its place, or has taken it; `undefined` if there is none. */
  readonly replacement: string | undefined;
}

/** What one pass over a fleet has come to. */
export interface RecoveryReport {
  /** About every worker that is not plainly well. */
  readonly decisions: readonly RecoveryDecision[];
  /** What could not be read: nothing was done about its workers. */
  readonly failures: readonly FleetFailure[];
  /** Whether everything could be read, and nothing has failed. */
  readonly complete: boolean;
}
