import type { FleetWorker, FleetWorkerRef } from '../discovery/fleet-worker.js';
import type { FleetCallOptions } from '../discovery/list-workers.js';
import type { WorkerCriteria } from '../discovery/worker-criteria.js';
import type { AcquireOptions } from './acquire-worker.js';
import type { LabRequest } from './lab-request.js';
import type { ReleasedWorker, ReleaseOptions } from './release-worker.js';

/** How a fleet gives its workers to labs. */
export interface AssignmentMethods {
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
   * {@includeCode ../../../examples/check-health-before-lab.ts#program}
   */
  assign(worker: FleetWorkerRef, lab: LabRequest, options?: FleetCallOptions): Promise<FleetWorker>;

  /**
   * Gives a lab the worker that it has already, or else the first free and healthy one that meets the criteria and
   * that it gets; `undefined` if none is free in time. A call that was cut off may be repeated: it takes no second
   * worker. Of calls for the same lab in several processes at once only `leases` make one wait for the other;
   * otherwise what {@link AssignmentMethods.assign} promises holds. Where a region cannot be read, nobody knows whether the
   * lab has a worker there: then it fails, unless the criteria name the other regions.
   *
   * @throws WorkerUnhealthyError if the worker that the lab has is not healthy: release it to get another one; the
   * error of a region that could not be read, if no worker was free elsewhere; ConflictError; InvalidParameterError.
   *
   * @example
   * {@includeCode ../../../examples/find-free-worker.ts#program}
   */
  acquire(
    criteria: WorkerCriteria,
    lab: LabRequest,
    options?: AcquireOptions,
  ): Promise<FleetWorker | undefined>;

  /**
   * Frees a worker of its lab: clears the tags of the assignment, and then keeps, stops or terminates it. It may be
   * repeated from any point; name the `lab`, so that a worker that another lab has got by then is left to it.
   *
   * @throws WorkerAssignedError if another lab has it; OperationNotPermittedError for a worker that lacks the fleet's
   * tag, or that is protected (`Protected` = `true`) and should be stopped or terminated; ConflictError as for
   * {@link AssignmentMethods.assign}; what stopping and terminating throw.
   *
   * @example
   * {@includeCode ../../../examples/clean-up-after-lab.ts#program}
   */
  release(worker: FleetWorkerRef, options?: ReleaseOptions): Promise<ReleasedWorker>;
}
