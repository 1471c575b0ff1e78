import type { AwsRegion } from './aws-region.js';

/** Whether an account can use a region. */
export type RegionStatus = 'enabled' | 'not-opted-in' | 'unknown-region';

/** An action that is refused. */
export interface DeniedAction {
  /** Such as `ec2:StartInstances`. */
  readonly action: string;
  /** What AWS says of it: which kind of policy refuses it, where AWS tells. */
  readonly reason: string;
}

/** What a client may do in a region, as AWS answered for each action. */
export interface AccessReport {
  /** The account that the credentials are of. */
  readonly accountId: string;
  /** Who the credentials stand for: a user, or the session of a role. */
  readonly arn: string;
  /** The region that was asked. */
  readonly region: AwsRegion;
  /** Whether the account can use it. If not, no action could be proved, and all are `unknown`. */
  readonly regionStatus: RegionStatus;
  /** The actions that AWS has said it would carry out. */
  readonly allowed: readonly string[];
  /** The actions that AWS has refused. */
  readonly denied: readonly DeniedAction[];
  /** The actions that AWS has said neither of: a fault came in between, or nothing harmless proves them. */
  readonly unknown: readonly string[];
}
