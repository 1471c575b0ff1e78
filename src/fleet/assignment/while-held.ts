import { randomUUID } from 'node:crypto';
import { AbortedError } from '../../errors/aborted-error.js';
import { ConflictError } from '../../errors/conflict-error.js';
import type { FleetContext, LocatedWorker } from '../fleet-context.js';
import type { LeaseStore } from '../leases/lease-store.js';
import { AssignmentLease, LEASE_SECONDS, type LeaseSubject } from './assignment-lease.js';

/** How long to wait for a lease: a killed holder's has expired by then, and then some. */
const PATIENCE_MS = 2 * LEASE_SECONDS * 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** The right to change something: of one caller at a time in this process, and with leases anywhere. */
export interface Hold {
  /** The fencing token of the lease; `undefined` without leases. */
  readonly token: number | undefined;
  /** For what is sent: aborts with the caller's own signal, and once the lease is lost. */
  readonly signal: AbortSignal | undefined;
  /** To be called before each write. @throws ConflictError once the lease is lost. */
  confirm(): Promise<void>;
}

/** What is held, and for which call. */
export interface HoldRequest {
  /** The lease's key. */
  readonly key: string;
  readonly operation: string;
  /** The worker, for which callers of this process queue, whatever they are up to. Default: they queue for the key. */
  readonly instanceId?: string | undefined;
  readonly region?: string | undefined;
  readonly abortSignal?: AbortSignal | undefined;
}

/** The lease on a worker, by which all that change its assignment, or end it, keep out of one another's way. */
export function holdOf(
  { ref }: Pick<LocatedWorker, 'ref'>,
  call: Pick<HoldRequest, 'operation' | 'abortSignal'>,
): HoldRequest {
  const { instanceId, region } = ref;
  return { ...call, key: `instance/${region}/${instanceId}`, instanceId, region };
}

/**
 * Does something while nobody else may do it. Waits for its turn in this process, then, with leases, for the lease.
 *
 * @param ifBusy What to do in place of waiting while somebody else holds the lease. Default: wait.
 * @throws ConflictError if somebody holds the lease for too long, or it was lost on the way.
 */
export function whileHeld<Result>(
  context: FleetContext,
  request: HoldRequest,
  work: (hold: Hold) => Promise<Result>,
  ifBusy?: () => Result,
): Promise<Result> {
  const { key, instanceId, abortSignal, operation } = request;
  return context.turns
    .run(instanceId ?? key, abortSignal, async () => {
      if (abortSignal?.aborted === true) throw abortSignal.reason;
      const { leases } = context;
      if (leases === undefined) return await work(withoutLease(abortSignal));
      return await underLease(context, leases, request, work, ifBusy);
    })
    .catch((error: unknown) => {
      if (abortSignal?.aborted !== true || error !== abortSignal.reason) throw error;
      throw new AbortedError({ operation, cause: error });
    });
}

function withoutLease(signal: AbortSignal | undefined): Hold {
  return { token: undefined, signal, confirm: () => Promise.resolve() };
}

async function underLease<Result>(
  context: FleetContext,
  leases: LeaseStore,
  request: HoldRequest,
  work: (hold: Hold) => Promise<Result>,
  ifBusy: (() => Result) | undefined,
): Promise<Result> {
  const held = await acquire(context, leases, request, ifBusy === undefined ? PATIENCE_MS : 0);
  if (held === undefined) {
    if (ifBusy !== undefined) return ifBusy();
    throw busy(request);
  }
  try {
    return await work(held);
  } catch (error) {
    // What was aborted because the lease was lost says no more than that.
    throw held.loss ?? error;
  } finally {
    await held.release();
  }
}

async function acquire(
  context: FleetContext,
  leases: LeaseStore,
  request: HoldRequest,
  patienceMs: number,
): Promise<AssignmentLease | undefined> {
  const { clock } = context;
  const { key, abortSignal } = request;
  const owner = randomUUID();
  const deadline = clock.now() + patienceMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const lease = await leases.acquire(key, { owner, durationSeconds: LEASE_SECONDS, abortSignal });
    if (lease !== undefined)
      return new AssignmentLease(context, leases, lease, { subject: subjectOf(request), abortSignal });
    if (clock.now() + pause > deadline) return undefined;
    await clock.sleep(pause, abortSignal);
  }
}

function subjectOf({ operation, instanceId, region }: HoldRequest): LeaseSubject {
  return { operation, region, instanceIds: instanceId === undefined ? [] : [instanceId] };
}

function busy(request: HoldRequest): ConflictError {
  const { operation, key } = request;
  const message = `${operation}: somebody else has held the lease ${key} for ${PATIENCE_MS / 1_000} s, and nothing was done. Call again once they are done.`;
  return new ConflictError({ ...subjectOf(request), conflictsWith: 'change', retryable: true, message });
}
