import type { InformationMethods } from '../client/information-methods.js';
import { CmlHostClient } from '../cml/cml-host-client.js';
import type { CmlHostClientOptions } from '../cml/cml-host-client-options.js';
import { IncorrectStateError } from '../errors/incorrect-state-error.js';
import { WorkerUnhealthyError } from '../errors/worker-unhealthy-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';

/** Which of a worker's addresses to call: `public`, `private`, or one that a function picks or makes up. */
export type WorkerAddress = 'public' | 'private' | ((worker: WorkerInstance) => string | undefined);

/** How to call the CML host on a worker. The rest is as for a {@link CmlHostClient}. */
export interface CmlHostOfOptions extends Omit<CmlHostClientOptions, 'host' | 'instance'> {
  /** Asks EC2 where the worker is: an `Ec2WorkerClient`. */
  readonly client: Pick<InformationMethods, 'getInstanceDetails'>;
  /** Which of its addresses to call. Default: the public one, or the private one of a worker that has no other. */
  readonly address?: WorkerAddress | undefined;
}

/**
 * A client for the CML host on a worker. It asks EC2 for the address when it is first needed, and again whenever the
 * connection was lost: a public address changes when an instance is stopped and started.
 *
 * @throws InvalidParameterError for options that cannot work. Its calls throw WorkerUnhealthyError for a worker that
 * does not run, and IncorrectStateError for one that has no such address.
 */
export function cmlHostOf(worker: WorkerRef, options: CmlHostOfOptions): CmlHostClient {
  const { client, address, ...hostOptions } = options;
  const instance =
    typeof worker === 'string'
      ? { instanceId: worker }
      : { instanceId: worker.instanceId, region: worker.region };
  const host = async (): Promise<string> => addressOf(await client.getInstanceDetails(worker), address);
  return new CmlHostClient({ ...hostOptions, instance, host });
}

function addressOf(worker: WorkerInstance, choice: WorkerAddress | undefined): string {
  const { instanceId, region, instanceState, stateReason } = worker;
  const subject = { operation: 'cmlHostOf', instanceIds: [instanceId], region };
  if (instanceState !== InstanceState.RUNNING && instanceState !== InstanceState.PENDING) {
    throw new WorkerUnhealthyError({ ...subject, instanceState, stateReason });
  }
  const address = choose(worker, choice);
  if (address !== undefined && instanceState === InstanceState.RUNNING) return address;
  const name = typeof choice === 'string' ? `${choice} address` : 'address';
  throw new IncorrectStateError({
    ...subject,
    message:
      `cmlHostOf: worker ${instanceId} in ${region} is ${instanceState} and has no ${name} to call. Wait until it ` +
      "runs; a worker without a public address is called at its private one: address: 'private'.",
    retryable: true,
  });
}

function choose(worker: WorkerInstance, choice: WorkerAddress | undefined): string | undefined {
  if (typeof choice === 'function') return choice(worker);
  if (choice === 'private') return worker.privateIp;
  return choice === 'public' ? worker.publicIp : (worker.publicIp ?? worker.privateIp);
}
