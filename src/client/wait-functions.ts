import type { WaiterConfiguration } from '@smithy/util-waiter';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { WaitOptions } from '../waiters/wait-options.js';
import type { Ec2WorkerClient } from './ec2-worker-client.js';

/** The first argument of a wait function, as the AWS SDK's waiters have it, with {@link WaitOptions} beside. */
export type WorkerWaiterConfiguration = Pick<WaiterConfiguration<Ec2WorkerClient>, 'client'> & WaitOptions;

/** {@link WaitMethods.waitUntilRunning} in the argument order of the AWS SDK's waiters. */
export function waitUntilRunning(
  { client, ...options }: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  return client.waitUntilRunning(worker, options);
}

/** {@link WaitMethods.waitUntilHealthy} in the argument order of the AWS SDK's waiters. */
export function waitUntilHealthy(
  { client, ...options }: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  return client.waitUntilHealthy(worker, options);
}

/** {@link WaitMethods.waitUntilStopped} in the argument order of the AWS SDK's waiters. */
export function waitUntilStopped(
  { client, ...options }: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  return client.waitUntilStopped(worker, options);
}

/** {@link WaitMethods.waitUntilTerminated} in the argument order of the AWS SDK's waiters. */
export function waitUntilTerminated(
  { client, ...options }: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  return client.waitUntilTerminated(worker, options);
}
