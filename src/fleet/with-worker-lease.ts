import { randomUUID } from 'node:crypto';
import type { FleetContext, LocatedWorker } from './fleet-context.js';

/** How long a step may take at most until another process may go on with it, in seconds. */
const LEASE_SECONDS = 300;

/**
 * Does something to a worker that no other process of the fleet does at the same time, if the fleet has leases;
 * `undefined` while somebody else holds the worker's. Within the process things are done one after the other in any
 * case.
 */
export async function withWorkerLease<Result>(
  context: FleetContext,
  { ref }: LocatedWorker,
  { purpose, abortSignal }: { readonly purpose: string; readonly abortSignal: AbortSignal | undefined },
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const { leases, turns } = context;
  return await turns.run(ref.instanceId, abortSignal, async () => {
    if (leases === undefined) return await work();
    const key = `${purpose}/${ref.region}/${ref.instanceId}`;
    const options = { owner: randomUUID(), durationSeconds: LEASE_SECONDS, abortSignal };
    const lease = await leases.acquire(key, options);
    if (lease === undefined) return undefined;
    try {
      return await work();
    } finally {
      // A lease that cannot be given back ends by itself.
      await leases.release(lease).catch(() => undefined);
    }
  });
}
