import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { WorkerFeature } from '../permissions/worker-feature.js';

/** What to check, and on what. */
export interface CheckAccessOptions extends CallOptions {
  /**
   * The features to check the actions of. Default: all but `accounts`, `instance-profiles`, `image-parameters`,
   * `launch-templates`, `volume-keys`, `denial-details`, `volumes`, `snapshots`, `snapshot-removal`,
   * `image-creation`, `relaunch`, `spot`, `leases`, `lease-table` and `prices`, which not every service has, and
   * `metrics`, of which AWS lets nobody ask without publishing any. Of leases and prices it asks nobody: their actions
   * are `unknown`.
   */
  readonly features?: readonly WorkerFeature[] | undefined;
  /**
   * A worker to try the changes on, all of them as dry runs. Name one where policies go by the tags of
   * instances: an id that nobody has, which is the default, has no tags.
   */
  readonly worker?: WorkerRef | undefined;
  /**
   * A launch to try, as a dry run. Name what policies go by, such as a type, a subnet or tags. What is left
   * out is as the settings have it, else an image that nobody has and the type `t3.micro`.
   */
  readonly launch?: Partial<CreateInstanceInput> | undefined;
}
