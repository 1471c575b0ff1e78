import type { CallOptions } from '../model/call-options.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { WorkerVolume } from '../model/worker-volume.js';
import { listVolumes } from '../operations/resources/list-volumes.js';
import type { Dispatcher } from './dispatcher.js';
import { regionOfRef } from './worker-target.js';

/** What a client can tell of volumes. */
export interface VolumeMethods {
  /**
   * Lists the volumes that are attached to a worker, by device; or, for `'all'`, every volume of the account in the
   * region, those included that are attached to nothing.
   */
  list(worker: WorkerRef, options?: CallOptions): Promise<WorkerVolume[]>;
}

/** The methods of volumes over a client's dispatcher. */
export function volumeMethods(dispatcher: Dispatcher): VolumeMethods {
  return {
    list: (worker, options = {}) =>
      dispatcher.inRegion('volumes.list', regionOfRef(options, worker), (context, call) =>
        listVolumes(context, call, worker),
      ),
  };
}
