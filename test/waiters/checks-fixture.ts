import type { InstanceStatusChecks, StatusCheckDetails, StatusCheckName } from 'ec2-worker-client';
import { isHealthy } from 'ec2-worker-client';

/** What a test says of an instance's checks; the usual three are `ok` unless it says otherwise. */
export type ChecksInput = Partial<Record<StatusCheckName, string | undefined>> & {
  readonly instanceState?: string;
};

/** The checks of an instance, as the port gives them. */
export function checksOf(input: ChecksInput = {}): InstanceStatusChecks {
  const statuses = { instance: 'ok', system: 'ok', attachedEbs: 'ok', ...input };
  const detail = (name: StatusCheckName) => {
    const status = (statuses as ChecksInput)[name];
    return status === undefined ? undefined : { status, impairedSince: undefined };
  };
  const checks: StatusCheckDetails = {
    instance: detail('instance'),
    system: detail('system'),
    attachedEbs: detail('attachedEbs'),
    application: detail('application'),
    performance: detail('performance'),
  };
  const evidence = {
    instanceState: input.instanceState ?? 'running',
    instanceStatus: checks.instance?.status ?? 'insufficient-data',
    systemStatus: checks.system?.status ?? 'insufficient-data',
    attachedEbsStatus: checks.attachedEbs?.status,
  };
  return {
    instanceId: 'i-0123456789abcdef0',
    region: 'us-east-1',
    ...evidence,
    checks,
    impairedSince: undefined,
    scheduledEvents: [],
    healthy: isHealthy(evidence),
  };
}
