import type { InstanceStatus, InstanceStatusEvent } from '@aws-sdk/client-ec2';
import type { AwsRegion } from '../../model/aws-region.js';
import type {
  InstanceStatusChecks,
  ScheduledEvent,
  StatusCheckDetail,
  StatusCheckDetails,
} from '../../model/instance-status-checks.js';
import { isHealthy } from '../../model/is-healthy.js';
import { StatusCheck } from '../../model/status-check.js';
import { toInstanceState } from './to-instance-state.js';

/** The part that EC2's five kinds of checks have in common. */
interface CheckSummary {
  readonly Status?: string | undefined;
  readonly ImpairedSince?: Date | undefined;
  readonly Details?: readonly { readonly ImpairedSince?: Date | undefined }[] | undefined;
}

/** A row of DescribeInstanceStatus; `undefined` for one without an id. */
export function toStatusChecks(row: InstanceStatus, region: AwsRegion): InstanceStatusChecks | undefined {
  if (row.InstanceId === undefined) return undefined;
  const checks: StatusCheckDetails = {
    instance: toDetail(row.InstanceStatus),
    system: toDetail(row.SystemStatus),
    attachedEbs: toDetail(row.AttachedEbsStatus),
    application: toDetail(row.ApplicationStatus),
    performance: toDetail(row.PerformanceStatus),
  };
  const evidence = {
    instanceState: toInstanceState(row.InstanceState),
    // A check that EC2 leaves out of a reply is one nobody knows the outcome of.
    instanceStatus: checks.instance?.status ?? StatusCheck.INSUFFICIENT_DATA,
    systemStatus: checks.system?.status ?? StatusCheck.INSUFFICIENT_DATA,
    attachedEbsStatus: checks.attachedEbs?.status,
  };
  return {
    instanceId: row.InstanceId,
    region,
    ...evidence,
    checks,
    impairedSince: earliest(Object.values(checks).map((check) => check?.impairedSince)),
    scheduledEvents: (row.Events ?? []).map(toScheduledEvent),
    healthy: isHealthy(evidence),
  };
}

/** The outcomes without a time, one object for all: what thousands wait for must not keep as many copies. */
const TIMELESS: ReadonlyMap<string, StatusCheckDetail> = new Map(
  Object.values(StatusCheck).map((status) => [status, Object.freeze({ status, impairedSince: undefined })]),
);

function toDetail(summary: CheckSummary | undefined): StatusCheckDetail | undefined {
  const status = summary?.Status;
  if (status === undefined) return undefined;
  const impairedSince =
    summary?.ImpairedSince ?? earliest((summary?.Details ?? []).map(({ ImpairedSince }) => ImpairedSince));
  return (impairedSince === undefined ? TIMELESS.get(status) : undefined) ?? { status, impairedSince };
}

function toScheduledEvent(event: InstanceStatusEvent): ScheduledEvent {
  // EC2 tells that an event is over only by a mark in front of its description.
  const [, mark, text] = /^(?:\[(Completed|Canceled)\]\s*)?(.*)$/s.exec(event.Description ?? '') ?? [];
  return {
    code: event.Code ?? 'unknown',
    description: text ?? '',
    notBefore: event.NotBefore,
    notAfter: event.NotAfter,
    state: mark === 'Completed' ? 'completed' : mark === 'Canceled' ? 'canceled' : 'active',
  };
}

function earliest(times: readonly (Date | undefined)[]): Date | undefined {
  return times
    .filter((time) => time !== undefined)
    .reduce<Date | undefined>(
      (first, time) => (first === undefined || time < first ? time : first),
      undefined,
    );
}
