import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { WorkerRef } from '../model/worker-ref.js';

/** How a client makes another worker like one that is there. */
export interface RelaunchMethods {
  /**
   * Reads what would launch a worker like this one: image, type, subnet, groups, key, profile, user data, metadata
   * options, monitoring, volumes, market and tags, but for those of AWS and the launch key. What is on its volumes does not come
   * along; `snapshots` brings that, by `restore.dataVolumes`. A network interface beside the first is left out. The
   * highest price of a spot worker is as EC2 shows it, the on-demand price of its type where the launch named none.
   *
   * User data may hold secrets: do not log the answer.
   *
   * @example
   * {@includeCode ../../examples/replace-worker.ts#program}
   *
   * @throws InstanceNotFoundError; IncorrectStateError for a worker that is terminated.
   */
  getLaunchSettings(worker: WorkerRef, options?: CallOptions): Promise<CreateInstanceInput>;
}
