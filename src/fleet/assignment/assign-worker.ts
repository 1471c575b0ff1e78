import { ConflictError } from '../../errors/conflict-error.js';
import { WorkerUnhealthyError } from '../../errors/worker-unhealthy-error.js';
import type { Tags } from '../../model/tags.js';
import type { FleetWorker, FleetWorkerRef } from '../discovery/fleet-worker.js';
import { getWorker } from '../discovery/get-worker.js';
import type { FleetCallOptions } from '../discovery/list-workers.js';
import { toFleetWorker } from '../discovery/to-fleet-worker.js';
import type { FleetContext, LocatedWorker } from '../fleet-context.js';
import { checkLab, isGivenTo, isWhole, type LabRequest, tagsToWrite } from './lab-request.js';
import { refuseForeign, refuseStale, takenBy } from './refusals.js';
import { type Hold, holdOf, whileHeld } from './while-held.js';

/** How long to wait, in milliseconds, for EC2 to show what was written; then once more after each. */
const READ_BACK_PAUSES_MS = [250, 1_000, 2_000, 4_000] as const;

/** Which lab a worker is given to, and by which call. */
export interface Assigning extends FleetCallOptions {
  readonly operation: string;
  readonly lab: LabRequest;
}

/** Gives a worker to a lab, if it is free and healthy. */
export async function assignWorker(
  context: FleetContext,
  worker: FleetWorkerRef,
  lab: LabRequest,
  { abortSignal }: FleetCallOptions,
): Promise<FleetWorker> {
  const operation = 'assign';
  checkLab(lab, context.ownership, operation);
  const located = await context.locate(worker, operation);
  const assigning = { operation, lab, abortSignal };
  return await whileHeld(context, holdOf(located, assigning), (hold) =>
    giveToLab(context, located, assigning, hold),
  );
}

/** Gives a worker that is held to a lab: reads, refuses, writes, and reads who has won. */
export async function giveToLab(
  context: FleetContext,
  located: LocatedWorker,
  { operation, lab }: Assigning,
  hold: Hold,
): Promise<FleetWorker> {
  const { client, ref, roleArn } = located;
  const before = await getWorker(context, { ...ref, roleArn }, { abortSignal: hold.signal }, operation);
  refuseForeign(before, context.ownership, operation);
  const isOurs = isGivenTo(before.tags, lab);
  const taken = isOurs ? undefined : takenBy(before, operation);
  if (taken !== undefined) throw taken;
  refuseUnhealthy(before, operation);
  const wanted = tagsToWrite(lab, before.tags, context.clock.now(), hold.token);
  if (isOurs && isWhole(before.tags, wanted)) return before;
  refuseStale(before, hold, operation);
  await hold.confirm();
  await client.addTags(ref, wanted, { abortSignal: hold.signal });
  const tags = await readBack(context, located, operation, hold);
  if (!isGivenTo(tags, lab)) throw takenBy({ ...ref, tags }, operation) ?? undone(located, operation);
  await hold.confirm();
  return toFleetWorker({ ...before, tags }, { roleArn, checks: before.checks, settings: context.settings });
}

/** A worker in whatever other condition is no place for a lab. */
export function refuseUnhealthy(worker: FleetWorker, operation: string): void {
  if (worker.healthy) return;
  const { instanceId, region, checks, instanceState, stateReason } = worker;
  const subject = { operation, instanceIds: [instanceId], region };
  throw new WorkerUnhealthyError({ ...subject, checks, instanceState, stateReason });
}

/** The tags as EC2 has them after the write, which it may take a moment to show. */
async function readBack(
  { clock }: FleetContext,
  { client, ref }: LocatedWorker,
  operation: string,
  { signal }: Hold,
): Promise<Tags> {
  let tags = await client.getTags(ref, { abortSignal: signal });
  for (const pause of READ_BACK_PAUSES_MS) {
    if (takenBy({ ...ref, tags }, operation) !== undefined) break;
    await clock.sleep(pause, signal);
    tags = await client.getTags(ref, { abortSignal: signal });
  }
  return tags;
}

function undone({ ref }: LocatedWorker, operation: string): ConflictError {
  const { instanceId, region } = ref;
  const message = `${operation}: worker ${instanceId} in ${region} does not show the assignment that was written: somebody has released it, or EC2 is slow to show it. Call again: if it is there, it is found.`;
  const subject = { operation, instanceIds: [instanceId], region };
  return new ConflictError({ ...subject, conflictsWith: 'change', retryable: true, message });
}
