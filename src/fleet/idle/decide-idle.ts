import type { IdleVerdict } from '../../cml/idle/idle-policy.js';
import { judgeIdle } from '../../cml/idle/judge-idle.js';
import type { Tags } from '../../model/tags.js';
import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { isProtected, tagOf, timeOf, wordOf } from '../discovery/read-tags.js';
import type { IdleDecision, IdleReason } from './idle-decision.js';
import type { IdlePlan } from './plan-idle.js';
import type { Use } from './read-use.js';

/** What is decided about a worker, before anything is done. */
export interface IdleOpinion {
  readonly type: IdleDecision['type'];
  readonly reason: IdleReason;
  readonly verdict: IdleVerdict | undefined;
}

/** Why a worker is kept whatever its use is; `undefined` if it has to be looked at. */
export function reasonToKeep(
  { tags, assignment }: FleetWorker,
  { options }: IdlePlan,
): IdleReason | undefined {
  if (isProtected(tags)) return 'protected';
  if (wordOf(tags, FleetTag.AUTO_SHUTDOWN) === 'false') return 'opted-out';
  if (snoozeOf(tags) === 'unreadable') return 'snooze-unreadable';
  return options.assigned === 'leave' && assignment !== undefined ? 'assigned' : undefined;
}

/** Decides by what is known of a worker's use. What is not known is never a reason to stop it. */
export function decideIdle(
  worker: FleetWorker,
  use: Use | undefined,
  now: number,
  plan: IdlePlan,
): IdleOpinion {
  const { settings, options } = plan;
  const kept = reasonToKeep(worker, plan);
  if (kept !== undefined) return { type: 'idle-kept', reason: kept, verdict: undefined };
  const snooze = snoozeOf(worker.tags);
  const snoozedUntil = snooze instanceof Date ? snooze : undefined;
  const evidence = {
    activity: undefined,
    ...use,
    now: new Date(now),
    launchTime: worker.launchTime,
    snoozedUntil,
  };
  const verdict = judgeIdle(evidence, settings);
  switch (verdict.state) {
    case 'active':
    case 'unknown':
      return { type: 'idle-kept', reason: verdict.state, verdict };
    case 'warning':
      return { type: 'idle-warning', reason: 'warning', verdict };
    default:
      break;
  }
  if (!verdict.shutdownDue) return { type: 'idle-warning', reason: 'switched-off', verdict };
  const isUsed = worker.assignment !== undefined && options.assigned !== 'stop';
  // A quiet processor does not prove that nobody works in a lab.
  if (isUsed && options.activityOf === undefined) return { type: 'idle-kept', reason: 'assigned', verdict };
  return { type: 'idle-shutdown', reason: 'idle', verdict };
}

function snoozeOf(tags: Tags): Date | 'unreadable' | undefined {
  const value = tagOf(tags, FleetTag.IDLE_SNOOZED_UNTIL);
  return value === undefined ? undefined : (timeOf(value) ?? 'unreadable');
}
