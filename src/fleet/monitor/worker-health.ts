import { InstanceState } from '../../model/instance-state.js';
import type { InstanceStatusChecks, StatusCheckName } from '../../model/instance-status-checks.js';
import { isHealthy } from '../../model/is-healthy.js';
import { StatusCheck } from '../../model/status-check.js';

/**
 * How a worker is, in a word:
 *
 * - `healthy`: it runs and its checks pass;
 * - `impaired`: it runs, and one of the checks that decide over health fails;
 * - `initializing`: it runs, and its checks have not been made yet;
 * - `unknown`: it runs, and nobody can tell;
 * - `off`: it does not run, so there is nothing to check.
 */
export type WorkerHealth = 'healthy' | 'impaired' | 'initializing' | 'unknown' | 'off';

/** Tells how a worker is. `undefined`, its checks could not be read: unknown. */
export function healthOf(checks: InstanceStatusChecks | undefined): WorkerHealth {
  if (checks === undefined) return 'unknown';
  if (checks.instanceState !== InstanceState.RUNNING) return 'off';
  if (isHealthy(checks)) return 'healthy';
  if (failingChecks(checks).length > 0) return 'impaired';
  const statuses: unknown[] = [checks.instanceStatus, checks.systemStatus, checks.attachedEbsStatus];
  return statuses.includes(StatusCheck.INITIALIZING) ? 'initializing' : 'unknown';
}

/** Which of the checks that decide over health fail. */
export function failingChecks(checks: InstanceStatusChecks | undefined): readonly StatusCheckName[] {
  if (checks?.instanceState !== InstanceState.RUNNING) return [];
  const failing: StatusCheckName[] = [];
  if (checks.instanceStatus === StatusCheck.IMPAIRED) failing.push('instance');
  if (checks.systemStatus === StatusCheck.IMPAIRED) failing.push('system');
  if (checks.attachedEbsStatus === StatusCheck.IMPAIRED) failing.push('attachedEbs');
  return failing;
}
