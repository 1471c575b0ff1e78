import type { FleetContext } from '../fleet-context.js';
import type { FleetWorker, FleetWorkerRef } from './fleet-worker.js';
import type { FleetCallOptions } from './list-workers.js';
import { toFleetWorker } from './to-fleet-worker.js';

/** Reads one worker, whoever it belongs to, and how it is. */
export async function getWorker(
  context: FleetContext,
  worker: FleetWorkerRef,
  { abortSignal }: FleetCallOptions,
  operation = 'get',
): Promise<FleetWorker> {
  const { client, ref, roleArn } = await context.locate(worker, operation);
  const options = { abortSignal };
  const [instance, checks] = await Promise.all([
    client.getInstanceDetails(ref, options),
    client.getInstanceStatusChecks(ref, options),
  ]);
  return toFleetWorker(instance, { roleArn, checks, settings: context.settings });
}
