import type { RecoveryStep } from './recovery-policy.js';
import type { RecoveryAction, RecoveryReason, RecoveryVerdict } from './recovery-verdict.js';

/** Nothing is to be done for now. */
export function leave(reason: RecoveryReason, why: string, againAt?: Date): RecoveryVerdict {
  return { action: 'none', reason, step: undefined, againAt, message: `left alone (${reason}): ${why}` };
}

/** Something is to be done. */
export function act(
  action: Exclude<RecoveryAction, 'none' | 'escalate'>,
  step: RecoveryStep | undefined,
  reason: RecoveryReason,
  why: string,
): RecoveryVerdict {
  return { action, reason, step, againAt: undefined, message: `${action} (${reason}): ${why}` };
}

/** Somebody has to see to it. */
export function escalate(
  reason: RecoveryReason,
  step: RecoveryStep | undefined,
  why: string,
): RecoveryVerdict {
  return { action: 'escalate', reason, step, againAt: undefined, message: `escalated (${reason}): ${why}` };
}
