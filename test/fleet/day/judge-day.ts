import {
  type Change,
  changesOf,
  type DayRecord,
  overlaps,
  sharedWorkers,
  type Trouble,
} from './day-record.js';

const MINUTE = 60_000;

/** Status checks are made once a minute: so long may a host have failed without anybody knowing. */
const UNKNOWN_FOR_MS = 5_000;

/** What must not have happened in a day; each list is empty after a good one. */
export interface DayFaults {
  /** Labs that were put on a worker whose host had failed. */
  readonly onIllWorkers: readonly string[];
  /** Workers that two labs had at a time. */
  readonly shared: readonly string[];
  /** Workers that were stopped for being idle in the middle of a lab. */
  readonly stoppedInUse: readonly string[];
  /** Hosts that failed long enough ago, and that nobody did anything about, or called for help. */
  readonly forgotten: readonly string[];
  /** Requests beyond EC2's rates, but for those that were throttled on purpose. */
  readonly beyondRates: number;
}

/** Judges a day by what the simulated AWS was asked to do. `withinMs` is how soon something has to be done. */
export function judgeDay(day: DayRecord, withinMs: number): DayFaults {
  const changes = changesOf(day.requests);
  const refused = day.requests.filter(({ outcome }) => outcome === 'RequestLimitExceeded').length;
  return {
    onIllWorkers: changes.filter((change) => isLabOnIllWorker(change, day)).map(describe),
    shared: [...sharedWorkers(changes), ...overlaps(day.sessions)],
    stoppedInUse: stoppedInUse(day),
    forgotten: day.troubles
      .filter((trouble) => trouble.from + withinMs < day.to && !isSeenTo(trouble, withinMs, day, changes))
      .map(({ instanceId, check, cure }) => `${instanceId}: ${check}, cured by ${cure}`),
    beyondRates: refused - day.throttled,
  };
}

function isLabOnIllWorker({ action, instanceId, at, tags }: Change, { troubles }: DayRecord): boolean {
  if (action !== 'CreateTags' || tags['AssignedLab'] === undefined || 'Replaces' in tags) return false;
  return troubles.some(
    (trouble) =>
      trouble.instanceId === instanceId &&
      trouble.from + UNKNOWN_FOR_MS < at &&
      at < (trouble.until ?? Number.POSITIVE_INFINITY),
  );
}

function stoppedInUse({ idleStops, sessions }: DayRecord): string[] {
  return idleStops
    .filter(({ instanceId, at }) =>
      sessions.some(
        (session) => session.instanceId === instanceId && session.from < at && at < session.until,
      ),
    )
    .map(({ instanceId }) => instanceId);
}

/** Whether a worker was healed or replaced, has gone for another reason, or somebody was called to it. */
function isSeenTo(
  { instanceId, from, until }: Trouble,
  withinMs: number,
  { decisions }: DayRecord,
  changes: readonly Change[],
): boolean {
  if (until !== undefined && until <= from + withinMs) return true;
  const isEnded = changes.some(
    ({ action, at, instanceId: id }) =>
      id === instanceId && at >= from && /^(?:Stop|Terminate)Instances$/.test(action),
  );
  const isTold = decisions.some(
    ({ worker, action, at }) =>
      worker.instanceId === instanceId &&
      action === 'escalate' &&
      at.getTime() >= from &&
      at.getTime() <= from + withinMs,
  );
  return isTold || isEnded;
}

function describe({ instanceId, at, tags }: Change): string {
  return `${instanceId} at ${new Date(at).toISOString()}: ${tags['AssignedLab']}`;
}

/** How many minutes a span of time has. */
export function minutes(count: number): number {
  return count * MINUTE;
}
