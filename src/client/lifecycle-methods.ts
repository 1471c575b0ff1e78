import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { StopInstanceOptions } from '../operations/stop-instance.js';
import type { TerminateInstanceOptions } from '../operations/terminate-instance.js';

/** What a client can do to a worker over its life. */
export interface LifecycleMethods {
  /**
   * Launches an instance and returns it at once, usually `pending`. Exactly one comes to be, however often
   * the request must be repeated; an error carries the `clientToken` by which to look up what became of it.
   *
   * @throws InsufficientCapacityError, QuotaExceededError, ResourceNotFoundError, UnsupportedError,
   * ConflictError for a client token that was used for another launch.
   */
  createInstance(input: CreateInstanceInput, options?: CallOptions): Promise<WorkerInstance>;

  /**
   * Starts a stopped instance. One that runs is left alone (`changed: false`).
   *
   * @throws InstanceNotFoundError, IncorrectStateError (while it is stopping, or once it is terminated),
   * InsufficientCapacityError.
   */
  startInstance(worker: WorkerRef, options?: CallOptions): Promise<InstanceStateChange>;

  /**
   * Stops a running instance. One that is stopped is left alone (`changed: false`).
   *
   * @throws InstanceNotFoundError, IncorrectStateError, OperationNotPermittedError (stop protection).
   */
  stopInstance(worker: WorkerRef, options?: StopInstanceOptions): Promise<InstanceStateChange>;

  /**
   * Asks an instance to reboot. EC2 confirms the request, not the reboot: wait with `stableForSeconds`.
   *
   * @throws InstanceNotFoundError, IncorrectStateError (unless it runs).
   */
  rebootInstance(worker: WorkerRef, options?: CallOptions): Promise<void>;

  /**
   * Terminates an instance for good. One that is terminated is left alone (`changed: false`).
   *
   * @throws InstanceNotFoundError, OperationNotPermittedError (termination protection).
   */
  terminateInstance(worker: WorkerRef, options?: TerminateInstanceOptions): Promise<InstanceStateChange>;

  /**
   * Makes EC2 refuse to terminate an instance, or lifts that.
   *
   * @throws InstanceNotFoundError.
   */
  setTerminationProtection(worker: WorkerRef, protect: boolean, options?: CallOptions): Promise<void>;
}
