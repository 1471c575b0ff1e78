import type { AwsRegion } from './aws-region.js';
import type { InstanceState } from './instance-state.js';
import type { StatusCheck } from './status-check.js';

/** The kinds of status checks that EC2 reports. */
export type StatusCheckName = 'instance' | 'system' | 'attachedEbs' | 'application' | 'performance';

/** One check's outcome. */
export interface StatusCheckDetail {
  /** The outcome. */
  readonly status: StatusCheck;
  /** Since when the check fails; `undefined` while it does not, or where EC2 does not say. */
  readonly impairedSince: Date | undefined;
}

/** The checks of an instance by name; `undefined` where EC2 reports none of that kind. */
export type StatusCheckDetails = Readonly<Record<StatusCheckName, StatusCheckDetail | undefined>>;

/**
 * Something AWS has planned for an instance.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instances-status-check_sched.html
 */
export interface ScheduledEvent {
  /** `instance-stop`, `instance-retirement`, `instance-reboot`, `system-reboot` or `system-maintenance`. */
  readonly code: string;
  /** AWS's words, without the `[Completed]` or `[Canceled]` in front that {@link ScheduledEvent.state} tells. */
  readonly description: string;
  /** The earliest time of the event. */
  readonly notBefore: Date | undefined;
  /** The latest end of the event. */
  readonly notAfter: Date | undefined;
  /** `active` covers events that are still to come and those under way. */
  readonly state: 'active' | 'completed' | 'canceled';
}

/** The status checks of one instance, in whatever state it is. */
export interface InstanceStatusChecks {
  /** The instance that was checked. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** Its state at the time of the checks. */
  readonly instanceState: InstanceState;
  /** Whether the guest answers: network and operating system. */
  readonly instanceStatus: StatusCheck;
  /** Whether AWS's host answers: power, network, hardware. A stop and start moves to another host. */
  readonly systemStatus: StatusCheck;
  /** Whether the volumes answer; `undefined` where EC2 does not report it. */
  readonly attachedEbsStatus: StatusCheck | undefined;
  /** Every check with the time since when it fails. */
  readonly checks: StatusCheckDetails;
  /** The earliest of the checks' `impairedSince`. */
  readonly impairedSince: Date | undefined;
  /** What AWS has planned for it; those that are over included. */
  readonly scheduledEvents: readonly ScheduledEvent[];
  /** What {@link isHealthy} says of these checks. */
  readonly healthy: boolean;
}
