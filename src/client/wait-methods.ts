import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { WaitOptions } from '../waiters/wait-options.js';

/** How a client waits for a worker. Waiting stops with the caller's signal, and leaves no timer. */
export interface WaitMethods {
  /**
   * Waits until an instance runs, whatever its status checks say.
   *
   * @throws WaitTimeoutError, WorkerUnhealthyError (stopped or terminated), InstanceNotFoundError.
   */
  waitUntilRunning(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance>;

  /**
   * Waits until an instance runs and its status checks pass, as `isHealthy` has it. Throttling and
   * faults of the service or the network are ridden out; everything that waiting cannot mend ends it at once.
   *
   * @throws WaitTimeoutError, WorkerUnhealthyError (stopped, terminated, or impaired past the grace),
   * InstanceNotFoundError.
   */
  waitUntilHealthy(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance>;

  /**
   * Waits until an instance is stopped.
   *
   * @throws WaitTimeoutError, WorkerUnhealthyError (terminated), InstanceNotFoundError.
   */
  waitUntilStopped(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance>;

  /**
   * Waits until an instance is terminated, and returns it as last seen. An instance that EC2 forgets
   * during the wait counts as terminated.
   *
   * @throws WaitTimeoutError, InstanceNotFoundError.
   */
  waitUntilTerminated(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance>;
}
