import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { CreateInstancesInput } from '../model/create-instances-input.js';
import { type AcquireOptions, acquireWorker } from './assignment/acquire-worker.js';
import { assignWorker } from './assignment/assign-worker.js';
import type { AssignmentMethods } from './assignment/assignment-methods.js';
import type { LabRequest } from './assignment/lab-request.js';
import { type ReleasedWorker, type ReleaseOptions, releaseWorker } from './assignment/release-worker.js';
import { checkFleetOptions } from './check-fleet-options.js';
import type { CostEstimate } from './cost/cost-estimate.js';
import type { CostMethods } from './cost/cost-methods.js';
import { costOfFleet, type FleetCostReport } from './cost/cost-of-fleet.js';
import type { FleetCostQuestion, WorkerCostQuestion } from './cost/cost-question.js';
import { estimateWorkerCost } from './cost/estimate-worker-cost.js';
import { destroyWorkers } from './destruction/destroy-workers.js';
import type { DestructionMethods } from './destruction/destruction-methods.js';
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
import { auditTags, type TagAudit } from './tag-policy/audit-tags.js';
import type { LaunchMethods } from './tag-policy/launch-methods.js';
import {
  type FleetLaunchOptions,
  type FleetLaunchResult,
  launchWorker,
  launchWorkers,
} from './tag-policy/launch-workers.js';
import type { TagPolicy } from './tag-policy/tag-policy.js';
import type { UpkeepMethods } from './upkeep-methods.js';
import type { WorkerFleetOptions } from './worker-fleet-options.js';

/**
 * Many workers as one: those of one or more regions and accounts that carry the fleet's tag. It holds nothing that
 * EC2 does not know: another process with the same options sees the same fleet.
 *
 * @example
 * {@includeCode ../../examples/list-fleet.ts#program}
 */
export class WorkerFleet
  implements AssignmentMethods, CostMethods, DestructionMethods, LaunchMethods, UpkeepMethods
{
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

  assign(worker: FleetWorkerRef, lab: LabRequest, options: FleetCallOptions = {}): Promise<FleetWorker> {
    return assignWorker(this.#context, worker, lab, options);
  }

  acquire(
    criteria: WorkerCriteria,
    lab: LabRequest,
    options: AcquireOptions = {},
  ): Promise<FleetWorker | undefined> {
    return acquireWorker(this.#context, criteria, lab, options);
  }

  release(worker: FleetWorkerRef, options: ReleaseOptions = {}): Promise<ReleasedWorker> {
    return releaseWorker(this.#context, worker, options);
  }

  stopWorkers(targets: DestructionTargets, options: DestructionOptions = {}): Promise<DestructionReport> {
    return destroyWorkers(this.#context, 'stop', targets, options);
  }

  terminateWorkers(
    targets: DestructionTargets,
    options: DestructionOptions = {},
  ): Promise<DestructionReport> {
    return destroyWorkers(this.#context, 'terminate', targets, options);
  }

  launch(input: CreateInstanceInput, options: FleetLaunchOptions = {}): Promise<FleetWorker> {
    return launchWorker(this.#context, input, options);
  }

  launchMany(input: CreateInstancesInput, options: FleetLaunchOptions = {}): Promise<FleetLaunchResult> {
    return launchWorkers(this.#context, input, options);
  }

  auditTags(
    policy: TagPolicy,
    criteria: WorkerCriteria = {},
    options: FleetCallOptions = {},
  ): Promise<TagAudit> {
    return auditTags(this.#context, policy, criteria, options);
  }

  monitor(options: MonitorOptions = {}): FleetMonitor {
    return new FleetMonitor(this.#context, options);
  }

  recover(options: RecoveryOptions = {}): Promise<RecoveryReport> {
    return recoverFleet(this.#context, options);
  }

  recovery(options: RecoveryLoopOptions = {}): AsyncIterable<RecoveryDecision> {
    return recoverContinuously(this.#context, options);
  }

  checkIdle(options: IdleOptions = {}): Promise<IdleReport> {
    return checkIdle(this.#context, options);
  }

  idleShutdown(options: IdleLoopOptions = {}): AsyncIterable<IdleDecision> {
    return shutDownIdle(this.#context, options);
  }

  snooze(worker: FleetWorkerRef, minutes: number, options: FleetCallOptions = {}): Promise<Date | undefined> {
    return snoozeWorker(this.#context, worker, minutes, options);
  }

  estimateCost(worker: FleetWorkerRef, question: WorkerCostQuestion): Promise<CostEstimate> {
    return estimateWorkerCost(this.#context, worker, question);
  }

  cost(question: FleetCostQuestion): Promise<FleetCostReport> {
    return costOfFleet(this.#context, question);
  }
}
