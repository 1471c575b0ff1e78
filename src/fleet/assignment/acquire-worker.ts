import { createHash } from 'node:crypto';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InputCheck } from '../../errors/input-check.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { isEnding } from '../discovery/is-ending.js';
import { listAvailable } from '../discovery/list-fit-workers.js';
import { type FleetCallOptions, listWorkers } from '../discovery/list-workers.js';
import { canMatch, checkCriteria } from '../discovery/match-criteria.js';
import type { WorkerCriteria } from '../discovery/worker-criteria.js';
import type { FleetContext } from '../fleet-context.js';
import { pause } from '../pause.js';
import { type Assigning, giveToLab, refuseUnhealthy } from './assign-worker.js';
import { checkLab, isGivenTo, type LabRequest } from './lab-request.js';
import { holdOf, whileHeld } from './while-held.js';

const DEFAULT_POLL_SECONDS = 10;

/** How many workers are tried before a new look at what is free: others may be taking them at the same time. */
const TRIES_PER_LOOK = 3;

/** How to acquire a worker. */
export interface AcquireOptions extends FleetCallOptions {
  /** How long to wait for a worker to become free, in seconds, at least 0. Default 0: it looks once. */
  readonly maxWaitTime?: number | undefined;
  /** How long to wait between two looks, in seconds, above 0. Default 10. */
  readonly pollSeconds?: number | undefined;
}

/** Why a worker was not got, such that another may be. */
const PASSED_OVER: readonly string[] = ['worker-assigned', 'worker-unhealthy', 'instance-not-found'];

/** Gives a lab the worker that it has, or else a free one. */
export async function acquireWorker(
  context: FleetContext,
  criteria: WorkerCriteria,
  lab: LabRequest,
  options: AcquireOptions,
): Promise<FleetWorker | undefined> {
  const operation = 'acquire';
  checkLab(lab, context.ownership, operation);
  checkCriteria(criteria, operation);
  const { abortSignal } = options;
  const check = new InputCheck(operation);
  const maxWaitTime = check.time(options.maxWaitTime, 'maxWaitTime', { otherwise: 0, zeroAllowed: true });
  const pollSeconds = check.time(options.pollSeconds, 'pollSeconds', { otherwise: DEFAULT_POLL_SECONDS });
  if (!canMatch(criteria)) return undefined;
  const { clock } = context;
  const deadline = clock.now() + maxWaitTime * 1_000;
  const key = `lab/${JSON.stringify([lab.lab, lab.student ?? ''])}`;
  for (;;) {
    const worker = await whileHeld(context, { key, operation, abortSignal }, ({ signal }) =>
      acquireOnce(context, criteria, { operation, lab, abortSignal: signal }),
    );
    const left = deadline - clock.now();
    if (!('none' in worker)) return worker;
    if (left > 0) await pause(clock, Math.min(pollSeconds * 1_000, left), { operation, abortSignal });
    // That nobody can see a free worker does not mean that there is none.
    else if (worker.none !== undefined) throw worker.none;
    else return undefined;
  }
}

/** No worker; and what could not be read, where there may be one. */
interface None {
  readonly none: Ec2WorkerError | undefined;
}

async function acquireOnce(
  context: FleetContext,
  criteria: WorkerCriteria,
  assigning: Assigning,
): Promise<FleetWorker | None> {
  const { operation, lab, abortSignal } = assigning;
  const held = await findHeld(context, criteria, assigning);
  if (held !== undefined) {
    refuseUnhealthy(held, operation);
    return await give(context, held, assigning);
  }
  const seen: Seen = { tried: new Set(), busy: new Set() };
  for (;;) {
    const listing = await listAvailable(context, { operation, criteria, abortSignal });
    const free = inOrderOf(lab, listing.workers);
    const fresh = free.filter(({ instanceId }) => !seen.tried.has(instanceId)).slice(0, TRIES_PER_LOOK);
    const waited = free.find(({ instanceId }) => seen.busy.has(instanceId));
    if (fresh.length === 0 && waited === undefined) return { none: listing.failures[0]?.error };
    const given =
      fresh.length > 0 || waited === undefined
        ? await tryEach(context, fresh, assigning, seen)
        : await waitFor(context, waited, assigning, seen);
    if (given !== undefined) return given;
  }
}

/** What one look has told of workers: those that were tried, and those of them whose lease somebody held. */
interface Seen {
  readonly tried: Set<string>;
  readonly busy: Set<string>;
}

async function tryEach(
  context: FleetContext,
  workers: readonly FleetWorker[],
  assigning: Assigning,
  { tried, busy }: Seen,
): Promise<FleetWorker | undefined> {
  for (const worker of workers) {
    const given = await tryGive(context, worker, assigning, () => 'busy');
    tried.add(worker.instanceId);
    if (given === 'busy') busy.add(worker.instanceId);
    else if (given !== undefined) return given;
  }
  return undefined;
}

/** Whoever held the lease on a worker may have been killed, or have found it unfit. */
async function waitFor(
  context: FleetContext,
  worker: FleetWorker,
  assigning: Assigning,
  { busy }: Seen,
): Promise<FleetWorker | undefined> {
  busy.delete(worker.instanceId);
  const given = await tryGive(context, worker, assigning);
  return given === 'busy' ? undefined : given;
}

/**
 * Finds the worker that the lab has already, so that one who asks again takes no second one. Where a region cannot be
 * read it may have one there.
 */
async function findHeld(
  context: FleetContext,
  { regions }: WorkerCriteria,
  { operation, lab, abortSignal }: Assigning,
): Promise<FleetWorker | undefined> {
  const tags = { [FleetTag.ASSIGNED_LAB]: lab.lab };
  const listing = await listWorkers(context, { operation, criteria: { tags, regions }, abortSignal });
  // A live worker holds a lab, whatever else is the matter with it.
  const held = listing.workers.filter(
    (worker) => isGivenTo(worker.tags, lab) && !isEnding(worker.instanceState),
  );
  const inOrder = inOrderOf(lab, held);
  const chosen = inOrder.find(({ healthy }) => healthy) ?? inOrder[0];
  if (chosen !== undefined) return chosen;
  const unread = listing.failures.find(({ missing }) => missing === 'instances');
  if (unread === undefined) return undefined;
  const { region, error } = unread;
  const message = `${operation}: whether lab "${lab.lab}" has a worker already is not known, since ${region} cannot be read (${error.message}). Call again, or name the other regions in criteria.regions to leave it out of account.`;
  throw new Ec2WorkerError(
    { operation, region, message, cause: error, retryable: error.retryable },
    error.kind,
  );
}

async function tryGive(
  context: FleetContext,
  worker: FleetWorker,
  assigning: Assigning,
  ifBusy?: () => 'busy',
): Promise<FleetWorker | 'busy' | undefined> {
  try {
    return await give(context, worker, assigning, ifBusy);
  } catch (error) {
    if (Ec2WorkerError.isInstance(error) && PASSED_OVER.includes(error.kind)) return undefined;
    throw error;
  }
}

async function give<Busy = never>(
  context: FleetContext,
  worker: FleetWorker,
  assigning: Assigning,
  ifBusy?: () => Busy,
): Promise<FleetWorker | Busy> {
  const located = await context.locate(worker, assigning.operation);
  return await whileHeld<FleetWorker | Busy>(
    context,
    holdOf(located, assigning),
    (hold) => giveToLab(context, located, assigning, hold),
    ifBusy,
  );
}

/** The workers in an order that is always the same for a lab, and another for each: not all begin with the same. */
function inOrderOf({ lab, student = '' }: LabRequest, workers: readonly FleetWorker[]): FleetWorker[] {
  const rankOf = ({ instanceId }: FleetWorker): string =>
    createHash('sha256')
      .update(JSON.stringify([lab, student, instanceId]))
      .digest('hex');
  return workers
    .map((worker) => ({ worker, rank: rankOf(worker) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ worker }) => worker);
}
