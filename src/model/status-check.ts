import type { OpenUnion } from './open-union.js';

/**
 * The outcomes of an EC2 status check. EC2 makes the checks every minute while the instance runs.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html
 */
export const StatusCheck = {
  /** Passed. */
  OK: 'ok',
  /** Failed. */
  IMPAIRED: 'impaired',
  /** Not made yet: the instance has just started. */
  INITIALIZING: 'initializing',
  /** EC2 cannot tell. Never read this as healthy. */
  INSUFFICIENT_DATA: 'insufficient-data',
  /** The instance does not run, so there is nothing to check. */
  NOT_APPLICABLE: 'not-applicable',
} as const;

/** An outcome of {@link StatusCheck}, or one that EC2 has added since. */
export type StatusCheck = OpenUnion<(typeof StatusCheck)[keyof typeof StatusCheck]>;
