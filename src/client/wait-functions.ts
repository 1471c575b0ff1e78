import type { WaiterConfiguration } from '@smithy/util-waiter';
import { describeType, isRecord } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { WaitOptions } from '../waiters/wait-options.js';
import type { Ec2WorkerClient } from './ec2-worker-client.js';

/** The first argument of a wait function, as the AWS SDK's waiters have it, with {@link WaitOptions} beside. */
export type WorkerWaiterConfiguration = Pick<WaiterConfiguration<Ec2WorkerClient>, 'client'> & WaitOptions;

/** {@link WaitMethods.waitUntilRunning} in the argument order of the AWS SDK's waiters. */
export async function waitUntilRunning(
  configuration: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  const { client, ...options } = checked(configuration, 'waitUntilRunning');
  return await client.waitUntilRunning(worker, options);
}

/** {@link WaitMethods.waitUntilHealthy} in the argument order of the AWS SDK's waiters. */
export async function waitUntilHealthy(
  configuration: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  const { client, ...options } = checked(configuration, 'waitUntilHealthy');
  return await client.waitUntilHealthy(worker, options);
}

/** {@link WaitMethods.waitUntilStopped} in the argument order of the AWS SDK's waiters. */
export async function waitUntilStopped(
  configuration: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  const { client, ...options } = checked(configuration, 'waitUntilStopped');
  return await client.waitUntilStopped(worker, options);
}

/** {@link WaitMethods.waitUntilTerminated} in the argument order of the AWS SDK's waiters. */
export async function waitUntilTerminated(
  configuration: WorkerWaiterConfiguration,
  worker: WorkerRef,
): Promise<WorkerInstance> {
  const { client, ...options } = checked(configuration, 'waitUntilTerminated');
  return await client.waitUntilTerminated(worker, options);
}

/** @throws InvalidParameterError for a configuration without a client. */
function checked(configuration: WorkerWaiterConfiguration, operation: string): WorkerWaiterConfiguration {
  const client: unknown = isRecord(configuration) ? configuration.client : undefined;
  if (isRecord(client) && typeof client[operation] === 'function') return configuration;
  const received = describeType(client);
  throw new InvalidParameterError({
    operation,
    parameter: 'client',
    expected: 'an Ec2WorkerClient',
    received,
  });
}
