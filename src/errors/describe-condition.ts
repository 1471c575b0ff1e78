import type { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks, StatusCheckName } from '../model/instance-status-checks.js';
import type { StateReason } from '../model/worker-instance.js';

/** What is known of an instance's condition. */
export interface KnownCondition {
  readonly checks?: InstanceStatusChecks | undefined;
  readonly instanceState?: InstanceState | undefined;
  readonly stateReason?: StateReason | undefined;
}

/** Says it in one line: `running, instance check impaired (since …), system check ok`. */
export function describeCondition({ checks, instanceState, stateReason }: KnownCondition): string {
  const state = instanceState ?? checks?.instanceState;
  const parts = [
    state ?? 'state unknown',
    stateReason === undefined ? undefined : `${stateReason.message} (${stateReason.code})`,
    describeCheck('instance', checks?.instanceStatus, checks),
    describeCheck('system', checks?.systemStatus, checks),
    describeCheck('attachedEbs', checks?.attachedEbsStatus, checks),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

const CHECK_LABELS = {
  instance: 'instance check',
  system: 'system check',
  attachedEbs: 'EBS check',
} as const;

function describeCheck(
  name: Extract<StatusCheckName, keyof typeof CHECK_LABELS>,
  status: string | undefined,
  checks: InstanceStatusChecks | undefined,
): string | undefined {
  if (status === undefined) return undefined;
  const since = checks?.checks[name]?.impairedSince;
  return `${CHECK_LABELS[name]} ${status}${since === undefined ? '' : ` (since ${since.toISOString()})`}`;
}
