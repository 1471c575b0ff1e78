import type { CallOptions } from '../model/call-options.js';
import type { FitnessQuestion, FitnessReport } from '../model/fitness-report.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { ListInstancesFilter } from '../model/list-instances-filter.js';
import type { ResourcesUtilization } from '../model/utilization.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { UtilizationOptions } from '../operations/get-instance-resources-utilization.js';
import type { WatchOptions, WorkerObservation } from '../waiters/worker-observation.js';

/** What a client can tell of workers. */
export interface InformationMethods {
  /**
   * Reads an instance. Its status checks are a request of their own: {@link InformationMethods.getInstanceStatusChecks}.
   *
   * @throws InstanceNotFoundError.
   */
  getInstanceDetails(worker: WorkerRef, options?: CallOptions): Promise<WorkerInstance>;

  /** Reads an instance that may not exist: then it is `undefined`, at once. */
  findInstance(worker: WorkerRef, options?: CallOptions): Promise<WorkerInstance | undefined>;

  /**
   * Reads the status checks of an instance, in whatever state it is.
   *
   * @throws InstanceNotFoundError.
   */
  getInstanceStatusChecks(worker: WorkerRef, options?: CallOptions): Promise<InstanceStatusChecks>;

  /** Lists the instances that match, every page of them. An empty list of ids matches none, and sends nothing. */
  listInstances(filter?: ListInstancesFilter, options?: CallOptions): Promise<WorkerInstance[]>;

  /** Lists like {@link InformationMethods.listInstances}, but asks for the next page only when it is needed. */
  iterateInstances(filter?: ListInstancesFilter, options?: CallOptions): AsyncIterable<WorkerInstance>;

  /**
   * Measures how busy an instance was: processor, memory, disk and network, from CloudWatch.
   *
   * @throws InstanceNotFoundError.
   */
  getInstanceResourcesUtilization(
    worker: WorkerRef,
    options?: UtilizationOptions,
  ): Promise<ResourcesUtilization>;

  /**
   * Reads what EC2 has kept of an instance's serial console, at most 64 KB, usually of its last start, stop or
   * reboot; `undefined` while there is nothing.
   *
   * @throws InstanceNotFoundError.
   */
  getConsoleOutput(worker: WorkerRef, options?: CallOptions): Promise<string | undefined>;

  /**
   * Watches workers, in whatever regions they are: tells how each of them is, and then every change of its state, its
   * checks and its scheduled events. All that is watched and waited for shares its requests; nothing is kept for a
   * reader who is slow but the last hundred changes of each worker. Leave the loop, or abort, to end it.
   *
   * @throws Any error that waiting cannot mend, such as PermissionDeniedError; AbortedError at the end of the signal.
   * @example
   * {@includeCode ../../examples/watch-workers.ts#program}
   */
  watch(workers: Iterable<WorkerRef>, options?: WatchOptions): AsyncIterable<WorkerObservation>;

  /**
   * Checks, before anything is launched, whether a launch can be carried out, and whether what it launches can
   * run the nodes of Cisco Modeling Labs. Types and networks are read once and remembered. What the caller may
   * not read is a finding as well.
   *
   * @throws ResourceNotFoundError for a subnet or group that does not exist, InvalidParameterError for a type
   * that the region does not have.
   */
  checkFitness(question: FitnessQuestion, options?: CallOptions): Promise<FitnessReport>;
}
