import type { OpenUnion } from './open-union.js';

/**
 * The states in the life of an EC2 instance.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
export const InstanceState = {
  /** Preparing to run: after a launch or a start. */
  PENDING: 'pending',
  /** Running, which says nothing about its status checks. */
  RUNNING: 'running',
  /** On its way to stopped. */
  STOPPING: 'stopping',
  /** Stopped: can be started again. */
  STOPPED: 'stopped',
  /** On its way to terminated: there is no way back. */
  SHUTTING_DOWN: 'shutting-down',
  /** Gone for good. EC2 still shows it for about an hour. */
  TERMINATED: 'terminated',
} as const;

/** A state of {@link InstanceState}, or one that EC2 has added since. */
export type InstanceState = OpenUnion<(typeof InstanceState)[keyof typeof InstanceState]>;
