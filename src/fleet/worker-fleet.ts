import { checkFleetOptions } from './check-fleet-options.js';
import type { FleetListing } from './discovery/fleet-listing.js';
import type { FleetWorker, FleetWorkerRef } from './discovery/fleet-worker.js';
import { getWorker } from './discovery/get-worker.js';
import { listAvailable, listHealthy } from './discovery/list-fit-workers.js';
import { type FleetCallOptions, listWorkers } from './discovery/list-workers.js';
import type { WorkerCriteria } from './discovery/worker-criteria.js';
import { FleetContext } from './fleet-context.js';
import { checkIdle, shutDownIdle } from './idle/check-idle.js';
import type { IdleDecision, IdleReport } from './idle/idle-decision.js';
import type { IdleLoopOptions, IdleOptions } from './idle/idle-options.js';
import { snoozeWorker } from './idle/snooze-worker.js';
import { FleetMonitor } from './monitor/fleet-monitor.js';
import type { MonitorOptions } from './monitor/monitor-options.js';
import { recoverFleet } from './recovery/recover-fleet.js';
import type { RecoveryDecision, RecoveryReport } from './recovery/recovery-decision.js';
import { recoverContinuously } from './recovery/recovery-loop.js';
import type { RecoveryLoopOptions, RecoveryOptions } from './recovery/recovery-options.js';
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

  /**
   * Sees to the impaired workers once: begins what the policy says about each, or goes on with what was begun, by one
   * action each. What is under way is written on the workers as tags, so that the next call goes on from there, in
   * whatever process: call it every minute, or use {@link WorkerFleet.recovery}.
   *
   * Processes that do this at the same time keep out of each other's way by the fleet's leases. Without, each reads a
   * worker again right before it acts: two that do so within the same second may both reboot it, but they stop, start
   * and replace it only once.
   *
   * @throws InvalidParameterError for a policy that makes no sense; AbortedError; where no region at all can be read,
   * the error of the first. What fails on one worker is in its decision.
   */
  recover(options: RecoveryOptions = {}): Promise<RecoveryReport> {
    return recoverFleet(this.#context, options);
  }

  /**
   * Sees to the impaired workers for as long as the loop goes on, and tells each decision that is new. Decisions are
   * also published on the diagnostics channel `ec2-worker-client:fleet:recovery`. Leave the loop, or abort, to end it.
   *
   * @throws As {@link WorkerFleet.recover} and {@link WorkerFleet.monitor}.
   * @example
   * {@includeCode ../../examples/recover-workers.ts#program}
   */
  recovery(options: RecoveryLoopOptions = {}): AsyncIterable<RecoveryDecision> {
    return recoverContinuously(this.#context, options);
  }

  /**
   * Stops the workers that nobody uses, once: by the signs of use of their lab service, or by processor and network.
   * Since when a worker is idle is what those tell, and nothing that is kept here. Right before a stop everything is
   * looked at again; what is not known never leads to one.
   *
   * @throws InvalidParameterError for options that make no sense; AbortedError; where no region at all can be read,
   * the error of the first. What fails on one worker is in its decision.
   */
  checkIdle(options: IdleOptions = {}): Promise<IdleReport> {
    return checkIdle(this.#context, options);
  }

  /**
   * Stops the workers that nobody uses for as long as the loop goes on, and tells each warning, each stop, and each
   * other reason to keep a worker than before. Also published on the diagnostics channels
   * `ec2-worker-client:fleet:idle-warning`, `idle-shutdown` and `idle-kept`. Leave the loop, or abort, to end it.
   *
   * @throws As {@link WorkerFleet.checkIdle}.
   * @example
   * {@includeCode ../../examples/stop-idle-workers.ts#program}
   */
  idleShutdown(options: IdleLoopOptions = {}): AsyncIterable<IdleDecision> {
    return shutDownIdle(this.#context, options);
  }

  /**
   * Keeps a worker from being stopped for being idle, for so many minutes, up to a week; 0 takes that back.
   *
   * @returns Until when; `undefined` after 0.
   * @throws InstanceNotFoundError; InvalidParameterError for a time that is none.
   */
  snooze(worker: FleetWorkerRef, minutes: number, options: FleetCallOptions = {}): Promise<Date | undefined> {
    return snoozeWorker(this.#context, worker, minutes, options);
  }
}
