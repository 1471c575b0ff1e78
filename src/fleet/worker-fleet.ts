import { type AcquireOptions, acquireWorker } from './assignment/acquire-worker.js';
import { assignWorker } from './assignment/assign-worker.js';
import type { LabRequest } from './assignment/lab-request.js';
import { type ReleasedWorker, type ReleaseOptions, releaseWorker } from './assignment/release-worker.js';
import { checkFleetOptions } from './check-fleet-options.js';
import { destroyWorkers } from './destruction/destroy-workers.js';
import type { DestructionOptions } from './destruction/destruction-options.js';
import type { DestructionReport } from './destruction/destruction-plan.js';
import type { DestructionTargets } from './destruction/destruction-targets.js';
import type { FleetListing } from './discovery/fleet-listing.js';
import type { FleetWorker, FleetWorkerRef } from './discovery/fleet-worker.js';
import { getWorker } from './discovery/get-worker.js';
import { listAvailable, listHealthy } from './discovery/list-fit-workers.js';
import { type FleetCallOptions, listWorkers } from './discovery/list-workers.js';
import type { WorkerCriteria } from './discovery/worker-criteria.js';
import { FleetContext } from './fleet-context.js';
import type { WorkerFleetOptions } from './worker-fleet-options.js';

/**
 * Many workers as one: those of one or more regions and accounts that carry the fleet's tag. It holds nothing that
 * EC2 does not know: another process with the same options sees the same fleet.
 *
 * @example
 * {@includeCode ../../examples/list-fleet.ts#program}
 */
export class WorkerFleet {
  readonly #context: FleetContext;

  /** @throws InvalidParameterError for options that cannot work. */
  constructor(options: WorkerFleetOptions) {
    checkFleetOptions(options);
    this.#context = new FleetContext(options);
  }

  /**
   * Lists the workers that meet the criteria, with their status checks. A region that cannot be read takes nothing
   * away from the others: it is among the `failures`.
   *
   * @throws InvalidParameterError for criteria that make no sense; AbortedError; where no region at all can be read,
   * the error of the first.
   */
  list(criteria: WorkerCriteria = {}, options: FleetCallOptions = {}): Promise<FleetListing> {
    return listWorkers(this.#context, { operation: 'list', criteria, ...options });
  }

  /**
   * Lists the workers that run and whose checks are good. One whose checks cannot be read is not among them.
   *
   * @throws As {@link WorkerFleet.list}.
   */
  listHealthy(criteria: WorkerCriteria = {}, options: FleetCallOptions = {}): Promise<FleetListing> {
    return listHealthy(this.#context, { operation: 'listHealthy', criteria, ...options });
  }

  /**
   * Lists the workers that are healthy and that no lab is assigned to: the tag `AssignedLab` is not there.
   *
   * @throws As {@link WorkerFleet.list}.
   */
  listAvailable(criteria: WorkerCriteria = {}, options: FleetCallOptions = {}): Promise<FleetListing> {
    return listAvailable(this.#context, { operation: 'listAvailable', criteria, ...options });
  }

  /**
   * Reads one worker and its checks, whether it carries the fleet's tag or not.
   *
   * @throws InstanceNotFoundError; InvalidParameterError where it is not clear which region or account it is in.
   */
  get(worker: FleetWorkerRef, options: FleetCallOptions = {}): Promise<FleetWorker> {
    return getWorker(this.#context, worker, options);
  }

  /**
   * Gives a worker to a lab, if it is the fleet's, free and healthy, and returns it as it then is. A worker that this
   * lab and student have already is returned, so the call may be repeated.
   *
   * Tags cannot be compared and set, so what keeps two labs from one worker depends on who may assign:
   *
   * - calls of one fleet object wait for one another: no two of them get the same worker;
   * - without `leases` another process that assigns at the same moment is noticed where its write came before ours was
   *   read back: then the later write has won, and the other call fails. Two processes that begin within the same
   *   moment can both be told that they have won;
   * - with `leases`, one store for all, only one of them at a time reads, writes and reads back, wherever it runs. A
   *   holder that was killed is followed after at most 30 seconds. A holder that has lost its lease writes nothing
   *   more, and what it may have on its way then is given up; EC2 itself knows nothing of leases.
   *
   * @throws WorkerAssignedError that names the other lab; WorkerUnhealthyError with the checks;
   * OperationNotPermittedError for a worker that lacks the fleet's tag; ConflictError, which is retryable, if a lease
   * was lost or somebody else holds it for long; InstanceNotFoundError.
   *
   * @example
   * {@includeCode ../../examples/check-health-before-lab.ts#program}
   */
  assign(worker: FleetWorkerRef, lab: LabRequest, options: FleetCallOptions = {}): Promise<FleetWorker> {
    return assignWorker(this.#context, worker, lab, options);
  }

  /**
   * Gives a lab the worker that it has already, or else the first free and healthy one that meets the criteria and
   * that it gets; `undefined` if none is free in time. A call that was cut off may be repeated: it takes no second
   * worker. Of calls for the same lab in several processes at once only `leases` make one wait for the other;
   * otherwise what {@link WorkerFleet.assign} promises holds. Where a region cannot be read, nobody knows whether the
   * lab has a worker there: then it fails, unless the criteria name the other regions.
   *
   * @throws WorkerUnhealthyError if the worker that the lab has is not healthy: release it to get another one; the
   * error of a region that could not be read, if no worker was free elsewhere; ConflictError; InvalidParameterError.
   *
   * @example
   * {@includeCode ../../examples/find-free-worker.ts#program}
   */
  acquire(
    criteria: WorkerCriteria,
    lab: LabRequest,
    options: AcquireOptions = {},
  ): Promise<FleetWorker | undefined> {
    return acquireWorker(this.#context, criteria, lab, options);
  }

  /**
   * Frees a worker of its lab: clears the tags of the assignment, and then keeps, stops or terminates it. It may be
   * repeated from any point; name the `lab`, so that a worker that another lab has got by then is left to it.
   *
   * @throws WorkerAssignedError if another lab has it; OperationNotPermittedError for a worker that lacks the fleet's
   * tag, or that is protected (`Protected` = `true`) and should be stopped or terminated; ConflictError as for
   * {@link WorkerFleet.assign}; what stopping and terminating throw.
   *
   * @example
   * {@includeCode ../../examples/clean-up-after-lab.ts#program}
   */
  release(worker: FleetWorkerRef, options: ReleaseOptions = {}): Promise<ReleasedWorker> {
    return releaseWorker(this.#context, worker, options);
  }

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
   * {@includeCode ../../examples/clear-out-fleet.ts#program}
   */
  stopWorkers(targets: DestructionTargets, options: DestructionOptions = {}): Promise<DestructionReport> {
    return destroyWorkers(this.#context, 'stop', targets, options);
  }

  /**
   * Terminates workers in bulk, under the same guards as {@link WorkerFleet.stopWorkers}. It knows nothing of licences:
   * for hosts of Cisco Modeling Labs see `terminateWorker`.
   *
   * @throws As {@link WorkerFleet.stopWorkers}.
   */
  terminateWorkers(
    targets: DestructionTargets,
    options: DestructionOptions = {},
  ): Promise<DestructionReport> {
    return destroyWorkers(this.#context, 'terminate', targets, options);
  }
}
