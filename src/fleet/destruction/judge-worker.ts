import { InstanceState } from '../../model/instance-state.js';
import type { Tags } from '../../model/tags.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { isEnding } from '../discovery/is-ending.js';
import { readAssignment } from '../discovery/lab-assignment.js';
import { isOwned, type ResolvedOwnership } from '../discovery/ownership.js';
import { isProtected } from '../discovery/read-tags.js';
import type { DestructionAction, PlannedWorker, RefusalReason } from './destruction-plan.js';

/** Why a worker is left alone. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
}

/** By what a worker is judged. */
export interface Judgement {
  readonly action: DestructionAction;
  readonly ownership: ResolvedOwnership;
  readonly includeAssigned: boolean;
  readonly minAgeSeconds: number;
  readonly now: number;
}

/** Why nothing may be done to a worker with these tags; `undefined` if it may. */
export function judgeTags(
  tags: Tags,
  { ownership, includeAssigned }: Pick<Judgement, 'ownership' | 'includeAssigned'>,
): Refusal | undefined {
  if (!isOwned(tags, ownership)) {
    const message = `It lacks the tag ${ownership.key} = ${ownership.value}.`;
    return { reason: 'not-owned', message };
  }
  if (isProtected(tags))
    return { reason: 'protected', message: `It has the tag ${FleetTag.PROTECTED} = true.` };
  const assignment = readAssignment(tags);
  if (assignment === undefined || includeAssigned) return undefined;
  const message = `Lab "${assignment.lab}" has it: release it first, or allow includeAssigned.`;
  return { reason: 'assigned', message };
}

/** Why nothing may, or need, be done to a worker; `undefined` if it may. */
export function judgeWorker(worker: FleetWorker, judgement: Judgement): Refusal | undefined {
  return judgeTags(worker.tags, judgement) ?? judgeState(worker, judgement) ?? judgeAge(worker, judgement);
}

function judgeState({ instanceState }: FleetWorker, { action }: Judgement): Refusal | undefined {
  const message = `It is ${instanceState}.`;
  if (isEnding(instanceState)) return { reason: action === 'terminate' ? 'already' : 'wrong-state', message };
  const isDown = instanceState === InstanceState.STOPPING || instanceState === InstanceState.STOPPED;
  return action === 'stop' && isDown ? { reason: 'already', message } : undefined;
}

function judgeAge({ launchTime }: FleetWorker, { minAgeSeconds, now }: Judgement): Refusal | undefined {
  if (minAgeSeconds === 0) return undefined;
  const age = launchTime === undefined ? undefined : (now - launchTime.getTime()) / 1_000;
  if (age !== undefined && age >= minAgeSeconds) return undefined;
  const known = age === undefined ? 'Its age is not known' : `It is ${Math.floor(age)} s old`;
  return { reason: 'too-young', message: `${known}, and should be at least ${minAgeSeconds} s.` };
}

/** What a plan tells of a worker. */
export function toPlanned(worker: FleetWorker): PlannedWorker {
  const { instanceId, region, roleArn, name, instanceState, assignment } = worker;
  return { instanceId, region, roleArn, name, instanceState, assignedLab: assignment?.lab };
}
