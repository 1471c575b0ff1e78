import { InstanceState } from './instance-state.js';
import type { InstanceStatusChecks } from './instance-status-checks.js';
import { StatusCheck } from './status-check.js';

/** The part of {@link InstanceStatusChecks} that decides over health. */
export type HealthEvidence = Pick<
  InstanceStatusChecks,
  'instanceState' | 'instanceStatus' | 'systemStatus' | 'attachedEbsStatus'
>;

/**
 * Whether an instance is fit for work: it runs, its instance and system checks are `ok`, and so is
 * its attached-EBS check where EC2 reports one. Anything unknown, or not yet checked, is not healthy.
 */
export function isHealthy(checks: HealthEvidence): boolean {
  return (
    checks.instanceState === InstanceState.RUNNING &&
    checks.instanceStatus === StatusCheck.OK &&
    checks.systemStatus === StatusCheck.OK &&
    isPassedWhereMade(checks.attachedEbsStatus)
  );
}

/** An instance without EBS volumes, or on a type without this check, has none to pass. */
function isPassedWhereMade(status: StatusCheck | undefined): boolean {
  return status === undefined || status === StatusCheck.OK || status === StatusCheck.NOT_APPLICABLE;
}
