import type { InstanceStatusChecks, ScheduledEvent } from '../../model/instance-status-checks.js';
import type { Tags } from '../../model/tags.js';
import { assignmentTags, readAssignment } from '../discovery/lab-assignment.js';
import { timeOf } from '../discovery/read-tags.js';
import type {
  FleetWorkerEvent,
  TagChange,
  WorkerAssignmentChanged,
  WorkerHealthChanged,
  WorkerScheduledEvent,
  WorkerStateChanged,
  WorkerTagsChanged,
} from './fleet-event.js';
import { conditionOf, type PlannedEvent, plannedEvents, type WorkerMemo, workerOf } from './worker-memo.js';

/** What the checks of a worker show that was not known. */
export function tellCheckChanges(
  memo: WorkerMemo,
  checks: InstanceStatusChecks,
  at: Date,
): readonly FleetWorkerEvent[] {
  const subject = { at, worker: workerOf(memo) };
  const { instanceState: state } = checks;
  const stateChange: WorkerStateChanged[] =
    state === memo.state ? [] : [{ type: 'state-changed', ...subject, from: memo.state, to: state }];
  return [...stateChange, ...tellHealthChange(memo, checks, at), ...tellPlanChanges(memo, checks, at)];
}

function tellHealthChange(memo: WorkerMemo, checks: InstanceStatusChecks, at: Date): WorkerHealthChanged[] {
  const { health, failing, impairedSince } = conditionOf(checks, at);
  // Since when it is impaired is taken as it was told first: EC2 may add it later.
  if (health === memo.health && sameItems(failing, memo.failing)) return [];
  const subject = { at, worker: workerOf(memo) };
  const since = impairedSince === undefined ? undefined : new Date(impairedSince);
  return [{ type: 'health-changed', ...subject, from: memo.health, to: health, failing, since }];
}

/** What is new about the plans that AWS has for a worker. They are told apart by their codes. */
function tellPlanChanges(memo: WorkerMemo, checks: InstanceStatusChecks, at: Date): WorkerScheduledEvent[] {
  const before = byCode(memo.planned);
  const now = byCode(plannedEvents(checks));
  const told = (change: WorkerScheduledEvent['change'], event: ScheduledEvent): WorkerScheduledEvent => {
    return { type: 'scheduled-event', at, worker: workerOf(memo), change, event };
  };
  const fresh = [...now.values()]
    .filter((plan) => JSON.stringify(plan) !== JSON.stringify(before.get(plan.code)))
    .map((plan) => told(before.has(plan.code) ? 'changed' : 'new', toScheduledEvent(plan, 'active')));
  const over = [...before.values()]
    .filter(({ code }) => !now.has(code))
    .map((plan) => told('over', endOf(plan, checks)));
  return [...fresh, ...over];
}

function byCode(plans: readonly PlannedEvent[]): ReadonlyMap<string, PlannedEvent> {
  return new Map(plans.map((plan) => [plan.code, plan]));
}

/** How an event has ended: as EC2 says, or, once EC2 has forgotten it, as completed. */
function endOf(plan: PlannedEvent, { scheduledEvents }: InstanceStatusChecks): ScheduledEvent {
  return scheduledEvents.find(({ code }) => code === plan.code) ?? toScheduledEvent(plan, 'completed');
}

function toScheduledEvent(plan: PlannedEvent, state: ScheduledEvent['state']): ScheduledEvent {
  const { code, description, notBefore, notAfter } = plan;
  return { code, description, state, notBefore: timeOf(notBefore), notAfter: timeOf(notAfter) };
}

/** What the tags of a worker show that was not known. */
export function tellTagChanges(
  memo: WorkerMemo,
  tags: Tags,
  at: Date,
): (WorkerTagsChanged | WorkerAssignmentChanged)[] {
  const difference = compareTags(memo.tags, tags);
  const subject = { at, worker: workerOf(memo) };
  const changes: (WorkerTagsChanged | WorkerAssignmentChanged)[] = [];
  if (difference !== undefined) changes.push({ type: 'tags-changed', ...subject, ...difference });
  // The snapshot may have been taken between the two.
  const assigned = assignmentTags(tags);
  if (compareTags(memo.assignment ?? {}, assigned ?? {}) !== undefined) {
    const [from, to] = [readAssignment(memo.assignment ?? {}), readAssignment(assigned ?? {})];
    changes.push({ type: 'assignment-changed', ...subject, from, to });
  }
  return changes;
}

/** How tags differ from those before; `undefined` if they do not. */
export function compareTags(
  before: Tags,
  now: Tags,
): Pick<WorkerTagsChanged, 'added' | 'removed' | 'changed'> | undefined {
  const entries = Object.entries(now);
  const added = Object.fromEntries(entries.filter(([key]) => !Object.hasOwn(before, key)));
  const removed = Object.fromEntries(Object.entries(before).filter(([key]) => !Object.hasOwn(now, key)));
  const changed: Record<string, TagChange> = Object.fromEntries(
    entries
      .filter(([key, value]) => Object.hasOwn(before, key) && before[key] !== value)
      .map(([key, to]) => [key, { from: before[key] ?? '', to }]),
  );
  const isSame = [added, removed, changed].every((part) => Object.keys(part).length === 0);
  return isSame ? undefined : { added, removed, changed };
}

/** Whether two lists hold the same, in the same order. */
export function sameItems(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}
