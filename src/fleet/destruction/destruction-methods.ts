import type { DestructionOptions } from './destruction-options.js';
import type { DestructionReport } from './destruction-plan.js';
import type { DestructionTargets } from './destruction-targets.js';

/** How a fleet ends many of its workers, behind guards. */
export interface DestructionMethods {
  /**
   * Stops workers in bulk: those of a list, those that meet criteria, or exactly those of the plan of an earlier dry
   * run, all of them looked at anew. Right before each is stopped, its tags are read by another API. A worker that
   * lacks the fleet's tag, is protected, or has a lab is left alone, and so are all of them where they would be more
   * than `maxCount` or `maxPercent`. What becomes of each is in the report; a failure of one is no error of the call.
   *
   * @throws OperationNotPermittedError, with the figures of the plan, where it goes further than allowed, and for a
   * fleet without an ownership value; InvalidParameterError for criteria that match everything; where no region at all
   * can be read, the error of the first.
   *
   * @example
   * {@includeCode ../../../examples/clear-out-fleet.ts#program}
   */
  stopWorkers(targets: DestructionTargets, options?: DestructionOptions): Promise<DestructionReport>;

  /**
   * Terminates workers in bulk, under the same guards as {@link DestructionMethods.stopWorkers}. It knows nothing of licences:
   * for hosts of Cisco Modeling Labs see `terminateWorker`.
   *
   * @throws As {@link DestructionMethods.stopWorkers}.
   */
  terminateWorkers(targets: DestructionTargets, options?: DestructionOptions): Promise<DestructionReport>;
}
