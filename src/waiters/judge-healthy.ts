import type { InstanceStatusChecks, StatusCheckName } from '../model/instance-status-checks.js';
import { StatusCheck } from '../model/status-check.js';
import { judgeRunning } from './judge-state.js';
import { type Evidence, FAILURE, retry, SUCCESS, type Verdict } from './verdict.js';

/** The checks that decide over health unless the caller names others. */
const USUAL_CHECKS: readonly StatusCheckName[] = ['instance', 'system', 'attachedEbs'];

/** Fulfilled when the instance runs and every required check passes; an impairment is given its grace. */
export function judgeHealthy(evidence: Evidence): Verdict {
  const running = judgeRunning(evidence);
  if (running.state !== 'SUCCESS') return running;

  const { checks, requiredChecks, impairedSeconds, impairedGraceSeconds } = evidence;
  const impaired = impairedChecks(checks, requiredChecks);
  if (impaired.length > 0) {
    return impairedSeconds >= impairedGraceSeconds
      ? FAILURE
      : retry(`running, ${impaired.join(' and ')} check impaired`);
  }
  const pending = pendingChecks(checks, requiredChecks);
  return pending.length === 0 ? SUCCESS : retry(`running, ${pending.join(', ')}`);
}

/** The required checks that fail. */
export function impairedChecks(
  checks: InstanceStatusChecks,
  requiredChecks: readonly StatusCheckName[] | undefined,
): StatusCheckName[] {
  return (requiredChecks ?? USUAL_CHECKS).filter(
    (name) => checks.checks[name]?.status === StatusCheck.IMPAIRED,
  );
}

/** The required checks that have not passed, in words. */
function pendingChecks(
  checks: InstanceStatusChecks,
  requiredChecks: readonly StatusCheckName[] | undefined,
): string[] {
  if (requiredChecks === undefined && checks.healthy) return [];
  return (requiredChecks ?? USUAL_CHECKS).flatMap((name) => {
    const status = checks.checks[name]?.status;
    if (status === StatusCheck.OK) return [];
    // Only of the usual three may EC2 leave the EBS check out; a check asked for by name must be there.
    const optional = requiredChecks === undefined && name === 'attachedEbs';
    if (optional && (status === undefined || status === StatusCheck.NOT_APPLICABLE)) return [];
    return [`${name} check ${status ?? 'not reported'}`];
  });
}
