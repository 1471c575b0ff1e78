import type { InformationMethods } from '../client/information-methods.js';
import type { LifecycleMethods } from '../client/lifecycle-methods.js';
import type { SpotMethods } from '../client/spot-methods.js';
import type { TagMethods } from '../client/tag-methods.js';
import type { VolumeMethods } from '../client/volume-methods.js';
import type { WaitMethods } from '../client/wait-methods.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { OpenUnion } from '../model/open-union.js';
import type { WorkerRef } from '../model/worker-ref.js';

/** What a fleet needs to know of AWS's notice that it takes a spot worker back. */
export interface FleetSpotNotice {
  /** The worker. */
  readonly instanceId: string;
  /** What becomes of it. */
  readonly action: OpenUnion<'terminate' | 'stop' | 'hibernate'>;
  /** Since when AWS says so. */
  readonly noticedAt: Date | undefined;
}

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
  /** With what a worker was launched, to launch another like it. Without it, whoever replaces workers has to say. */
  getLaunchSettings?(worker: WorkerRef, options?: CallOptions): Promise<CreateInstanceInput>;
  /** Which of some spot workers AWS takes back. Without it, that is told once they stop. */
  listSpotNotices?(workers: Iterable<WorkerRef>, options?: CallOptions): Promise<readonly FleetSpotNotice[]>;
}
