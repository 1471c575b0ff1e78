import { fieldsOf, textOf } from '../answers/fields.js';
import { readTime } from '../answers/read-time.js';
import type { KnownActivity } from '../model/cml-activity.js';
import { USER_ACTIVITY } from './activity-categories.js';

/** What counts as somebody's activity. */
export interface ActivityRule {
  readonly categories: readonly string[];
  /** Whose presence does not count: by identity, for any pattern hides people as well. */
  readonly ignoredUserIds: readonly string[];
}

/** Sums up a host's telemetry events. What is in them besides category, time and user is not looked at. */
export function summarizeEvents(events: readonly unknown[], rule: ActivityRule): KnownActivity {
  const ignoredUserIds = rule.ignoredUserIds.map((id) => id.toLowerCase());
  let lastActivityAt: Date | undefined;
  let lastEventAt: Date | undefined;
  let ignored = 0;
  let unreadable = 0;
  for (const event of events) {
    const { category, timestamp, data } = fieldsOf(event);
    const at = readTime(timestamp);
    lastEventAt = later(lastEventAt, at);
    if (typeof category !== 'string' || !rule.categories.includes(category)) continue;
    const userId = textOf(fieldsOf(data)['user_id'])?.toLowerCase();
    if (category === USER_ACTIVITY && userId !== undefined && ignoredUserIds.includes(userId)) {
      ignored += 1;
    } else if (at === undefined) unreadable += 1;
    else lastActivityAt = later(lastActivityAt, at);
  }
  return { known: true, lastActivityAt, lastEventAt, events: events.length, ignored, unreadable };
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.getTime() >= other.getTime() ? one : other;
}
