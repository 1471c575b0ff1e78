import type { CreateInstanceInput } from '../../model/create-instance-input.js';
import type { CreateInstancesInput } from '../../model/create-instances-input.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { FleetCallOptions } from '../discovery/list-workers.js';
import type { WorkerCriteria } from '../discovery/worker-criteria.js';
import type { TagAudit } from './audit-tags.js';
import type { FleetLaunchOptions, FleetLaunchResult } from './launch-workers.js';
import type { TagPolicy } from './tag-policy.js';

/** How a fleet gets workers that are tagged as they should be. */
export interface LaunchMethods {
  /**
   * Launches a worker into the fleet: with the fleet's tag, in one of its regions, and with its status as EC2 shows it
   * then. With a `policy` its tags are checked before anything is sent, those of the settings included.
   *
   * @throws InvalidParameterError with every problem of the tags; what `createInstance` throws.
   *
   * @example
   * {@includeCode ../../../examples/create-worker-command.ts#program}
   */
  launch(input: CreateInstanceInput, options?: FleetLaunchOptions): Promise<FleetWorker>;

  /**
   * Launches several workers into the fleet, as {@link LaunchMethods.launch} does one.
   *
   * @throws InvalidParameterError with every problem of the tags; what `createInstances` throws.
   */
  launchMany(input: CreateInstancesInput, options?: FleetLaunchOptions): Promise<FleetLaunchResult>;

  /**
   * Holds the tags of the workers that meet the criteria against a policy of {@link defineTagPolicy}, and changes
   * nothing.
   *
   * @throws As `list`.
   */
  auditTags(policy: TagPolicy, criteria?: WorkerCriteria, options?: FleetCallOptions): Promise<TagAudit>;
}
