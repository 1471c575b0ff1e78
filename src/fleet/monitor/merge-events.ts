import type { Tags } from '../../model/tags.js';
import type { FleetEvent, WorkerScheduledEvent, WorkerTagsChanged } from './fleet-event.js';
import { compareTags } from './tell-changes.js';

/** Any event but the one that tells of the merging itself. */
export type MergeableEvent = Exclude<FleetEvent, { readonly type: 'lagged' }>;

interface Slot {
  readonly index: number;
  readonly event: MergeableEvent;
}

/** The events of one worker, or one region, by kind. */
type Slots = Map<string, Slot>;

/**
 * Puts events together that wait for a slow reader. Of each kind one is left for each worker, from the beginning of
 * the first to the end of the last. What has become of a worker is never lost: that it is impaired, or has recovered,
 * stays, and of one that has vanished this is all that stays. What was taken back, and workers that have come and
 * gone, are left out.
 */
export function mergeEvents(events: readonly MergeableEvent[]): readonly MergeableEvent[] {
  const subjects = new Map<string, Slots>();
  for (const [index, event] of events.entries()) {
    const subject = subjectOf(event);
    const slots: Slots = subjects.get(subject) ?? new Map<string, Slot>();
    subjects.set(subject, slots);
    if (event.type === 'vanished') vanish(slots, { index, event });
    else put(slots, { index, event });
  }
  const kept = [...subjects.values()].flatMap((slots) => [...slots.values()]);
  return kept.sort((one, other) => one.index - other.index).map(({ event }) => event);
}

function subjectOf(event: MergeableEvent): string {
  if (!('worker' in event)) return `${event.roleArn ?? ''} ${event.region}`;
  return `${event.worker.region} ${event.worker.instanceId}`;
}

/** Nothing before it matters any more; and of a worker that the reader has not heard of there is nothing to tell. */
function vanish(slots: Slots, slot: Slot): void {
  const hasAppeared = slots.has('appeared');
  const earlier = slots.get('vanished');
  slots.clear();
  const told = hasAppeared ? earlier : slot;
  if (told !== undefined) slots.set('vanished', told);
}

function put(slots: Slots, { index, event }: Slot): void {
  const key = event.type === 'scheduled-event' ? `${event.type} ${event.event.code}` : event.type;
  const joined = join(slots.get(key)?.event, event);
  slots.delete(key);
  if (joined !== undefined) slots.set(key, { index, event: joined });
}

/** Joins an event to an earlier one of its kind; `undefined` where the two come to nothing. */
function join(earlier: MergeableEvent | undefined, event: MergeableEvent): MergeableEvent | undefined {
  if (earlier === undefined) return event;
  switch (event.type) {
    case 'state-changed':
    case 'health-changed':
    case 'assignment-changed': {
      const { from } = earlier as typeof event;
      // Of one that is impaired again other checks may fail.
      const isBack = event.to !== 'impaired' && JSON.stringify(from) === JSON.stringify(event.to);
      return isBack ? undefined : ({ ...event, from } as MergeableEvent);
    }
    case 'tags-changed':
      return joinTags(earlier as WorkerTagsChanged, event);
    case 'scheduled-event':
      return joinPlans(earlier as WorkerScheduledEvent, event);
    default:
      return event;
  }
}

function joinTags(earlier: WorkerTagsChanged, event: WorkerTagsChanged): WorkerTagsChanged | undefined {
  const untold = Object.entries(tagsBefore(event)).filter(([key]) => !Object.hasOwn(earlier.added, key));
  const before = { ...Object.fromEntries(untold), ...tagsBefore(earlier) };
  const kept = Object.entries(tagsAfter(earlier)).filter(([key]) => !Object.hasOwn(event.removed, key));
  const difference = compareTags(before, { ...Object.fromEntries(kept), ...tagsAfter(event) });
  return difference === undefined ? undefined : { ...event, ...difference };
}

/** The tags that an event tells of, as they were before it. */
function tagsBefore({ removed, changed }: WorkerTagsChanged): Tags {
  const values = Object.entries(changed).map(([key, { from }]) => [key, from] as const);
  return { ...removed, ...Object.fromEntries(values) };
}

/** The tags that an event tells of, as they are after it. */
function tagsAfter({ added, changed }: WorkerTagsChanged): Tags {
  const values = Object.entries(changed).map(([key, { to }]) => [key, to] as const);
  return { ...added, ...Object.fromEntries(values) };
}

function joinPlans(
  earlier: WorkerScheduledEvent,
  event: WorkerScheduledEvent,
): WorkerScheduledEvent | undefined {
  if (event.change !== 'over') return { ...event, change: earlier.change === 'new' ? 'new' : 'changed' };
  return earlier.change === 'new' ? undefined : event;
}
