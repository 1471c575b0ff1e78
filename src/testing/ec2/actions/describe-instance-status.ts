import type {
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  InstanceStatus,
  InstanceStatusSummary,
} from '@aws-sdk/client-ec2';
import { DescribeInstanceStatus$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { ActionContext, Ec2Action } from '../action.js';
import { applyFilters, type FilterFields } from '../filters.js';
import type { SimulatedCheck } from '../impairments.js';
import { paginate, refuseIdsWithPageSize } from '../pagination.js';
import type { SimulatedInstance } from '../simulated-instance.js';
import { instanceState } from '../state-timeline.js';
import { selectInstances } from './describe-instances.js';

const MOST_IDS = 100;

export const describeInstanceStatus: Ec2Action = { schema: DescribeInstanceStatus$, perform: describe };

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
function describe(
  request: DescribeInstanceStatusRequest,
  { region, now }: ActionContext,
): DescribeInstanceStatusResult {
  const ids = request.InstanceIds ?? [];
  if (ids.length > MOST_IDS) {
    throw new ServiceError(
      'InvalidParameterValue',
      `The maximum number of instance IDs that can be specified is ${MOST_IDS}.`,
    );
  }
  refuseIdsWithPageSize(ids, request);
  const everyState = request.IncludeAllInstances === true;
  const statuses = selectInstances(ids, region)
    .filter((instance) => everyState || instance.state(now) === 'running')
    .map((instance) => describeStatus(instance, now));
  const matching = applyFilters(statuses, request.Filters, statusFields);
  const { items, nextToken } = paginate(matching, request, (status) => status.InstanceId ?? '');
  return { InstanceStatuses: [...items], NextToken: nextToken };
}

function describeStatus(instance: SimulatedInstance, now: number): InstanceStatus {
  const running = instance.state(now) === 'running';
  const events = instance.events.filter(({ NotBefore }) => running || NotBefore !== undefined);
  return {
    InstanceId: instance.instanceId,
    AvailabilityZone: instance.availabilityZone,
    InstanceState: instanceState(instance.state(now)),
    InstanceStatus: summarize(instance, 'instance', now),
    SystemStatus: summarize(instance, 'system', now),
    AttachedEbsStatus: summarize(instance, 'attachedEbs', now),
    Events: events.length > 0 ? events : undefined,
  };
}

type Summary = Pick<InstanceStatusSummary, 'Status'> & {
  readonly Details?: {
    Name: 'reachability';
    Status: 'passed' | 'failed' | 'initializing';
    ImpairedSince?: Date;
  }[];
};

function summarize(instance: SimulatedInstance, check: SimulatedCheck, now: number): Summary {
  if (instance.state(now) !== 'running') return { Status: 'not-applicable' };
  const impairedSince = instance.impairments.since(check, now);
  if (impairedSince !== undefined) {
    const ImpairedSince = new Date(impairedSince);
    return { Status: 'impaired', Details: [{ Name: 'reachability', Status: 'failed', ImpairedSince }] };
  }
  if (instance.isInitializing(check, now)) {
    return { Status: 'initializing', Details: [{ Name: 'reachability', Status: 'initializing' }] };
  }
  return { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] };
}

const FIELDS: Readonly<Record<string, (status: InstanceStatus) => readonly (string | undefined)[]>> = {
  'attached-ebs-status.status': (status) => [status.AttachedEbsStatus?.Status],
  'attached-ebs-status.reachability': (status) => reachability(status.AttachedEbsStatus),
  'availability-zone': (status) => [status.AvailabilityZone],
  'event.code': (status) => (status.Events ?? []).map((event) => event.Code),
  'event.description': (status) => (status.Events ?? []).map((event) => event.Description),
  'event.instance-event-id': (status) => (status.Events ?? []).map((event) => event.InstanceEventId),
  'instance-state-code': (status) => [String(status.InstanceState?.Code)],
  'instance-state-name': (status) => [status.InstanceState?.Name],
  'instance-status.reachability': (status) => reachability(status.InstanceStatus),
  'instance-status.status': (status) => [status.InstanceStatus?.Status],
  'system-status.reachability': (status) => reachability(status.SystemStatus),
  'system-status.status': (status) => [status.SystemStatus?.Status],
};

const statusFields: FilterFields<InstanceStatus> = (name) =>
  Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;

function reachability(summary: Pick<InstanceStatusSummary, 'Details'> | undefined): (string | undefined)[] {
  return (summary?.Details ?? []).map((detail) => detail.Status);
}
