import type { CmlActivity } from '../model/cml-activity.js';
import { checkIdleEvidence, checkIdleSettings } from './check-idle-settings.js';
import type { IdleEvidence, IdleSettings, IdleVerdict } from './idle-policy.js';

const MINUTE_MS = 60_000;

/**
 * Judges whether a worker is idle, from what is known of it: no I/O, no clock of its own. Use is the latest of its
 * start, of somebody's activity and of somebody's word; after it come a warning and, later, the shutdown.
 *
 * @throws InvalidParameterError for settings and dates that make no sense.
 */
export function judgeIdle(evidence: IdleEvidence, settings: IdleSettings = {}): IdleVerdict {
  const rule = checkIdleSettings(settings);
  checkIdleEvidence(evidence);
  const { now, activity, activeLabs, snoozedUntil } = evidence;
  const base = lastUse(evidence);
  if (base === undefined) {
    return verdict('unknown', evidence, 'neither a start nor any use of it is known');
  }
  // The host's clock may be ahead of ours; what is still to come has not been use yet.
  const since = new Date(Math.min(base, now.getTime()));
  const warnAt = new Date(since.getTime() + rule.warnMs);
  const dueAt = new Date(Math.max(since.getTime() + rule.idleMs, snoozedUntil?.getTime() ?? 0));
  const times = { since, warnAt: warnAt < dueAt ? warnAt : undefined, dueAt };
  if (now < warnAt && now < dueAt) return verdict('active', evidence, 'it was started or used', times);
  if (snoozedUntil !== undefined && now < snoozedUntil) {
    return verdict('active', evidence, `nobody wants to be asked until ${snoozedUntil.toISOString()}`, times);
  }
  const doubt = doubtAbout(activity, now, rule.windowMs);
  if (doubt !== undefined) return verdict('unknown', evidence, doubt, { ...NO_TIMES, since });
  if (rule.labsBlock && activeLabs === undefined) {
    return verdict('unknown', evidence, 'how many labs are active is not known', { ...NO_TIMES, since });
  }
  if (rule.labsBlock && activeLabs !== 0) return verdict('active', evidence, 'labs are active on it', times);
  if (now < dueAt) return verdict('warning', evidence, `idle at ${dueAt.toISOString()}`, times);
  return verdict('idle', evidence, 'nobody has used it', times, rule.shutsDown);
}

/** The latest sign of use, in milliseconds since the epoch. */
function lastUse({ launchTime, activity, touchedAt }: IdleEvidence): number | undefined {
  const lastActivityAt = activity?.known === true ? activity.lastActivityAt : undefined;
  const signs = [launchTime, lastActivityAt, touchedAt].filter((sign) => sign !== undefined);
  return signs.length === 0 ? undefined : Math.max(...signs.map((sign) => sign.getTime()));
}

/** Why the absence of activity proves nothing, if it does not. */
function doubtAbout(activity: CmlActivity | undefined, now: Date, windowMs: number): string | undefined {
  if (activity === undefined) return 'the telemetry could not be read';
  if (!activity.known) return activity.reason;
  if (activity.unreadable > 0) return `${activity.unreadable} signs of use have times that cannot be read`;
  const { lastEventAt } = activity;
  if (lastEventAt === undefined) return 'the telemetry has no events at all';
  if (now.getTime() - lastEventAt.getTime() < windowMs) return undefined;
  return `the telemetry has been silent since ${lastEventAt.toISOString()}, so it may be switched off`;
}

type Times = Pick<IdleVerdict, 'since' | 'warnAt' | 'dueAt'>;

const NO_TIMES: Times = { since: undefined, warnAt: undefined, dueAt: undefined };

function verdict(
  state: IdleVerdict['state'],
  { now, activeLabs }: IdleEvidence,
  reason: string,
  times: Times = NO_TIMES,
  shutdownDue = false,
): IdleVerdict {
  const { since } = times;
  const idleMinutes =
    since === undefined ? undefined : Math.floor((now.getTime() - since.getTime()) / MINUTE_MS);
  const used = since === undefined ? '' : `, last used ${since.toISOString()}`;
  const labs =
    activeLabs === undefined || activeLabs === 0
      ? ''
      : `, ${activeLabs} active ${activeLabs === 1 ? 'lab' : 'labs'}`;
  const message = `${state}: ${reason}${used}${labs}`;
  return { state, ...times, idleMinutes, shutdownDue, activeLabs, message };
}
