import { randomUUID } from 'node:crypto';
import type { FleetContext, LocatedWorker } from './fleet-context.js';
import { withLease } from './leases/with-lease.js';

/** How soon another process may go on with a worker whose process has died, in seconds. */
const LEASE_SECONDS = 120;

/**
 * Does something to a worker that no other process of the fleet does at the same time, if the fleet has leases;
 * `undefined` while somebody else holds the worker's. Within the process things are done one after the other in any
 * case. What is done is handed a signal that aborts with the caller's, and when the lease is lost.
 *
 * @throws ConflictError if the lease was lost meanwhile; what the store throws while it is acquired; what is done throws.
 */
export async function withWorkerLease<Result>(
  context: FleetContext,
  { ref }: LocatedWorker,
  { purpose, abortSignal }: { readonly purpose: string; readonly abortSignal: AbortSignal | undefined },
  work: (abortSignal: AbortSignal | undefined) => Promise<Result>,
): Promise<Result | undefined> {
  const { leases, clock, logger, turns } = context;
  return await turns.run(ref.instanceId, abortSignal, async () => {
    if (leases === undefined) return await work(abortSignal);
    const key = `${purpose}/${ref.region}/${ref.instanceId}`;
    const options = { owner: randomUUID(), durationSeconds: LEASE_SECONDS, clock, logger, abortSignal };
    const outcome = await withLease(leases, key, options, ({ signal }) => work(signal));
    return outcome.acquired ? outcome.result : undefined;
  });
}
