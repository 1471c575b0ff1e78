import { checkFleetOptions } from './check-fleet-options.js';
import type { FleetListing } from './discovery/fleet-listing.js';
import type { FleetWorker, FleetWorkerRef } from './discovery/fleet-worker.js';
import { getWorker } from './discovery/get-worker.js';
import { listAvailable, listHealthy } from './discovery/list-fit-workers.js';
import { type FleetCallOptions, listWorkers } from './discovery/list-workers.js';
import type { WorkerCriteria } from './discovery/worker-criteria.js';
import { FleetContext } from './fleet-context.js';
import { FleetMonitor } from './monitor/fleet-monitor.js';
import type { MonitorOptions } from './monitor/monitor-options.js';
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
   * Tells what happens to the workers: that they appear and vanish, and what changes of their states, checks, tags,
   * assignments and scheduled events. A region that cannot be read takes no worker away. Events are also published on
   * the diagnostics channels `ec2-worker-client:fleet:<type>`. Leave the loop, or abort, to end it.
   *
   * @throws InvalidParameterError for options that make no sense. The loop throws any error that waiting cannot mend,
   * such as PermissionDeniedError, and AbortedError at the end of its signal.
   * @example
   * {@includeCode ../../examples/watch-for-impaired-workers.ts#program}
   */
  monitor(options: MonitorOptions = {}): FleetMonitor {
    return new FleetMonitor(this.#context, options);
  }
}
