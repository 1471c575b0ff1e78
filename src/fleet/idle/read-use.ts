import type { IdleEvidence } from '../../cml/idle/idle-policy.js';
import type { CmlActivity } from '../../cml/model/cml-activity.js';
import type { ResourcesUtilization } from '../../model/utilization.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import type { LocatedWorker } from '../fleet-context.js';
import type { IdlePlan } from './plan-idle.js';

/** What shows whether a worker is used. */
export type Use = Pick<IdleEvidence, 'activity' | 'activeLabs' | 'touchedAt'>;

const MINUTE_MS = 60_000;

/** Reads the use of a worker: of its lab service, if somebody tells how, else of its processor and network. */
export async function readUse(
  worker: FleetWorker,
  located: LocatedWorker,
  now: number,
  plan: IdlePlan,
): Promise<Use> {
  const { activityOf, abortSignal } = plan.options;
  if (activityOf !== undefined) {
    const told = await activityOf(worker, { abortSignal });
    return { activity: told?.activity, activeLabs: told?.activeLabs };
  }
  const { launchTime } = worker;
  const touchedAt =
    launchTime === undefined
      ? undefined
      : new Date(launchTime.getTime() + plan.utilization.graceMinutes * MINUTE_MS);
  return { activity: await readUtilization(located, now, plan), touchedAt };
}

/** Quiet for as long as makes it idle, else for as long as is worth a warning, else in use. */
async function readUtilization(located: LocatedWorker, now: number, plan: IdlePlan): Promise<CmlActivity> {
  const whole = await readWindow(located, now, plan.idleMinutes, plan);
  if (whole.doubt !== undefined) return { known: false, reason: whole.doubt };
  if (whole.isQuiet) return activityBefore(whole.utilization, whole.utilization.startTime);
  if (plan.warnMinutes > 0 && plan.warnMinutes < plan.idleMinutes) {
    const latest = await readWindow(located, now, plan.warnMinutes, plan);
    if (latest.doubt !== undefined) return { known: false, reason: latest.doubt };
    if (latest.isQuiet) return activityBefore(latest.utilization, latest.utilization.startTime);
  }
  return activityBefore(whole.utilization, new Date(now));
}

interface Window {
  readonly utilization: ResourcesUtilization;
  readonly isQuiet: boolean;
  /** Why nothing can be concluded from it. */
  readonly doubt: string | undefined;
}

async function readWindow(
  { client, ref }: LocatedWorker,
  now: number,
  minutes: number,
  { options, utilization: rule }: IdlePlan,
): Promise<Window> {
  const { abortSignal } = options;
  const window = { startTime: new Date(now - minutes * MINUTE_MS), endTime: new Date(now) };
  const utilization = await client.getInstanceResourcesUtilization(ref, { ...window, abortSignal });
  const { cpuPercent, networkIn, networkOut } = utilization;
  const summaries = { processor: cpuPercent, 'incoming traffic': networkIn, 'outgoing traffic': networkOut };
  const gap = Object.entries(summaries).find(([, summary]) => (summary?.coverage ?? 0) < rule.minCoverage);
  const doubt = gap === undefined ? undefined : `there are too few figures of its ${gap[0]}`;
  const isQuiet =
    cpuPercent !== undefined &&
    cpuPercent.maximum <= rule.cpuPercent &&
    [networkIn, networkOut].every(
      (traffic) => traffic !== undefined && traffic.maximumPerSecond <= rule.networkBytesPerSecond,
    );
  return { utilization, isQuiet, doubt };
}

/** What figures tell, in the terms of a lab service's telemetry. */
function activityBefore(
  { cpuPercent, periodSeconds }: ResourcesUtilization,
  lastActivityAt: Date,
): CmlActivity {
  const latest = cpuPercent === undefined ? undefined : cpuPercent.latestAt.getTime() + periodSeconds * 1_000;
  const lastEventAt = latest === undefined ? undefined : new Date(latest);
  const counts = { events: cpuPercent?.datapoints ?? 0, ignored: 0, unreadable: 0 };
  return { known: true, lastActivityAt, lastEventAt, ...counts };
}
