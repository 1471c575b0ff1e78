import type { AwsRegion } from '../../model/aws-region.js';
import type { InstanceStatusChecks } from '../../model/instance-status-checks.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import type { LabAssignment } from './lab-assignment.js';

/** A worker as a fleet sees it: the instance, how it is, and what it is used for. Plain data. */
export interface FleetWorker extends WorkerInstance {
  /** The role by which its account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
  /** Its status checks; `undefined` where they could not be read, and nobody knows how it is. */
  readonly checks: InstanceStatusChecks | undefined;
  /** Whether it runs and its checks are good. Unknown is not healthy. */
  readonly healthy: boolean;
  /** The lab that it is given to; `undefined` while it is free. */
  readonly assignment: LabAssignment | undefined;
  /** The version of CML on it: by its tag `CMLVersion`, else by its image in the settings; `undefined` if neither tells. */
  readonly cmlVersion: string | undefined;
}

/**
 * Names a worker of a fleet: its instance id, or anything that carries one, such as a {@link FleetWorker}. In a fleet
 * of several regions or accounts its region and role have to come with it.
 */
export type FleetWorkerRef =
  | string
  | {
      /** Such as `i-0123456789abcdef0`. */
      readonly instanceId: string;
      /** Default: the fleet's region, if it has but one. */
      readonly region?: AwsRegion | undefined;
      /** The role by which its account is reached. Default: the fleet's account, if it has but one, else the client's own. */
      readonly roleArn?: string | undefined;
    };
