import type { FleetEvent, RecoveryDecision } from 'ec2-worker-client/fleet';
import type { SimulatedCheck, SimulatedRequest } from 'ec2-worker-client/testing';
import type { Session } from './lab-desk.js';

/** How the fleet stood at a time, in truth. */
export interface Sample {
  readonly at: number;
  readonly healthy: number;
  readonly inLabs: number;
  readonly ill: number;
  readonly stopped: number;
}

/** How a host that fails comes to itself again. */
export type Cure = 'reboot' | 'new-host' | 'nothing';

/** A host that failed. */
export interface Trouble {
  readonly instanceId: string;
  readonly check: SimulatedCheck;
  readonly from: number;
  readonly cure: Cure;
  /** When it was well again; `undefined` if it never was. */
  until: number | undefined;
}

/** A stretch of time in which something was wrong with AWS. */
export interface Disturbance {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** All that a day has left behind. */
export interface DayRecord {
  readonly from: number;
  readonly to: number;
  readonly samples: readonly Sample[];
  readonly sessions: readonly Session[];
  readonly troubles: readonly Trouble[];
  readonly disturbances: readonly Disturbance[];
  readonly decisions: readonly RecoveryDecision[];
  readonly events: readonly FleetEvent[];
  readonly requests: readonly SimulatedRequest[];
  /** How many of them were throttled on purpose. */
  readonly throttled: number;
  /** The workers that were stopped since nobody used them, and when. */
  readonly idleStops: readonly { readonly instanceId: string; readonly at: number }[];
  /** How often a lab found no worker. */
  readonly turnedAway: number;
  /** Failures of the desks' calls that they have tried again. */
  readonly retried: number;
}

/** A request that changed something about instances. */
export interface Change {
  readonly action: string;
  readonly at: number;
  readonly instanceId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What was changed of each instance, in the order in which it was. */
export function changesOf(requests: readonly SimulatedRequest[]): Change[] {
  return requests
    .filter(({ outcome }) => outcome === 'ok' || outcome === 'lost-reply' || outcome === 'truncated')
    .flatMap(({ action, at, parameters }) => {
      const { InstanceIds = [], Resources = [], Tags = [] } = parameters as ChangeParameters;
      if (!/^(?:Create|Delete)Tags$|^(?:Stop|Start|Reboot|Terminate)Instances$/.test(action)) return [];
      const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
      return [...InstanceIds, ...Resources].map((instanceId) => ({ action, at, instanceId, tags }));
    });
}

interface ChangeParameters {
  readonly InstanceIds?: readonly string[];
  readonly Resources?: readonly string[];
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

/** Labs that were put on a worker which had another one. */
export function sharedWorkers(changes: readonly Change[]): string[] {
  const labs = new Map<string, string>();
  const shared: string[] = [];
  for (const { action, instanceId, tags } of changes) {
    if (action === 'DeleteTags' && 'AssignedLab' in tags) labs.delete(instanceId);
    const lab = tags['AssignedLab'];
    if (action !== 'CreateTags' || lab === undefined) continue;
    const before = labs.get(instanceId);
    if (before !== undefined && before !== lab) shared.push(`${instanceId}: ${before}, ${lab}`);
    labs.set(instanceId, lab);
  }
  return shared;
}

/** Sessions on one worker that overlap, as the desks remember them. */
export function overlaps(sessions: readonly Session[]): string[] {
  const sorted = sessions.toSorted((one, other) => one.from - other.from);
  return sorted.flatMap((session, index) =>
    sorted
      .slice(index + 1)
      .filter((other) => other.instanceId === session.instanceId && other.from < session.until)
      .map((other) => `${session.instanceId}: ${session.lab}, ${other.lab}`),
  );
}
