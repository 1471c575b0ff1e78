import type { InformationMethods } from '../client/information-methods.js';
import type { LifecycleMethods } from '../client/lifecycle-methods.js';
import type { SpotMethods } from '../client/spot-methods.js';
import type { TagMethods } from '../client/tag-methods.js';
import type { VolumeMethods } from '../client/volume-methods.js';
import type { WaitMethods } from '../client/wait-methods.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { AwsRegion } from '../model/aws-region.js';

/** What a fleet needs of a client: an `Ec2WorkerClient` has all of it. */
export interface FleetClient
  extends InformationMethods,
    LifecycleMethods,
    TagMethods,
    WaitMethods,
    Pick<SpotMethods, 'spotPrices'> {
  /** What it can tell of volumes. */
  readonly volumes: Pick<VolumeMethods, 'list'>;
  /** The region of calls that name none. */
  resolveRegion(): Promise<AwsRegion>;
  /** A client like this one that works with a role. */
  forAccount(role: AssumeRoleOptions): FleetClient;
}
