import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { CreateInstancesInput } from '../model/create-instances-input.js';
import type { Ec2InstanceType } from '../model/ec2-instance-type.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { LaunchResult } from '../model/launch-result.js';
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
   * Launches several instances, wherever AWS has them: the choices are tried in order, the next one at once when
   * AWS has no capacity for the one before. Fewer than `count` are a result, with what is missing and why, as
   * long as there are `minCount`. Whatever was launched is in the result, or in the error.
   *
   * A launch over several choices stops at a quota, a missing permission or a wrong input, since these would
   * refuse the next choice as well, and where nobody knows what came of a request.
   *
   * @throws LaunchFailedError with fewer than `minCount`: it has the instances that exist and every attempt, and
   * the last reason as its `cause`. UnsupportedError, and InvalidParameterError, if `checkFitness` finds that
   * nothing can be launched.
   *
   * @example
   * {@includeCode ../../examples/launch-anywhere.ts#program}
   *
   * @example
   * {@includeCode ../../examples/launch-exactly-once.ts#program}
   */
  createInstances(input: CreateInstancesInput, options?: CallOptions): Promise<LaunchResult>;

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

  /**
   * Gives a stopped instance another type, which it has from its next start on.
   *
   * @throws InstanceNotFoundError, IncorrectStateError (unless it is stopped), UnsupportedError (a type that does
   * not fit its image, or that its zone does not offer).
   */
  changeInstanceType(worker: WorkerRef, instanceType: Ec2InstanceType, options?: CallOptions): Promise<void>;
}
