import { ConflictError } from '../../errors/conflict-error.js';
import { OperationNotPermittedError } from '../../errors/operation-not-permitted-error.js';
import { WorkerAssignedError } from '../../errors/worker-assigned-error.js';
import type { Tags } from '../../model/tags.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import { readAssignment } from '../discovery/lab-assignment.js';
import { isOwned, type ResolvedOwnership } from '../discovery/ownership.js';
import { tagOf } from '../discovery/read-tags.js';
import type { Hold } from './while-held.js';

type Worker = Pick<WorkerInstance, 'instanceId' | 'region' | 'tags'>;

/**
 * Refuses a worker that is not the fleet's own.
 *
 * @throws OperationNotPermittedError.
 */
export function refuseForeign(worker: Worker, ownership: ResolvedOwnership, operation: string): void {
  if (isOwned(worker.tags, ownership)) return;
  const { instanceId, region } = worker;
  const tag = `${ownership.key}${ownership.value === undefined ? '' : ` = ${ownership.value}`}`;
  const message = `${operation}: ${instanceId} in ${region} does not belong to the fleet: it lacks the tag ${tag}. If it should, put the tag on it with addTags.`;
  throw new OperationNotPermittedError({ operation, instanceIds: [instanceId], region, message });
}

/** The error for a worker that another lab has. */
export function takenBy(
  { instanceId, region, tags }: Worker,
  operation: string,
): WorkerAssignedError | undefined {
  const assignment = readAssignment(tags);
  if (assignment === undefined) return undefined;
  const { lab, student } = assignment;
  const who = student === undefined ? '' : ` of student "${student}"`;
  const message = `${operation}: worker ${instanceId} in ${region} is assigned to lab "${lab}"${who}. Release it first, or take another.`;
  return new WorkerAssignedError({ operation, instanceId, region, assignedLab: lab, message });
}

/**
 * Refuses a write by somebody whose lease is older than the one by which the worker was last assigned.
 *
 * @throws ConflictError.
 */
export function refuseStale({ instanceId, region, tags }: Worker, { token }: Hold, operation: string): void {
  const last = latestToken(tags);
  if (token === undefined || last === undefined || last <= token) return;
  const message = `${operation}: worker ${instanceId} in ${region} was last assigned under lease ${last}, which is later than this one, ${token}. If the lease store is a new one, or was emptied, remove the tag ${FleetTag.ASSIGNMENT_TOKEN} with removeTags, then call again.`;
  throw new ConflictError({ operation, instanceIds: [instanceId], region, conflictsWith: 'change', message });
}

function latestToken(tags: Tags): number | undefined {
  const token = Number(tagOf(tags, FleetTag.ASSIGNMENT_TOKEN) ?? Number.NaN);
  return Number.isSafeInteger(token) ? token : undefined;
}
