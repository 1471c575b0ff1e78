import type { AwsRegion } from '../../model/aws-region.js';
import { InstanceState } from '../../model/instance-state.js';
import type {
  InstanceStatusChecks,
  ScheduledEvent,
  StatusCheckName,
} from '../../model/instance-status-checks.js';
import type { Tags } from '../../model/tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { assignmentTags } from '../discovery/lab-assignment.js';
import { tagOf } from '../discovery/read-tags.js';
import type { EventWorker, FleetWorkerEvent } from './fleet-event.js';
import { failingChecks, healthOf, type WorkerHealth } from './worker-health.js';

/** A scheduled event that is still to come, as JSON has it. */
export interface PlannedEvent {
  /** Such as `instance-retirement`. */
  readonly code: string;
  /** AWS's words. */
  readonly description: string;
  /** The earliest time, as an ISO 8601 time. */
  readonly notBefore?: string | undefined;
  /** The latest end, as an ISO 8601 time. */
  readonly notAfter?: string | undefined;
}

/** What has been told of a worker, as JSON has it: times are ISO 8601 times, and what is not known is left out. */
export interface WorkerMemo {
  /** Such as `i-0123456789abcdef0`. */
  readonly instanceId: string;
  /** Where it is. */
  readonly region: AwsRegion;
  /** The role by which its account is reached. */
  readonly roleArn?: string | undefined;
  /** The value of its `Name` tag. */
  readonly name?: string | undefined;
  /** Whether it is a spot instance. */
  readonly isSpot: boolean;
  /** Its state. */
  readonly state: InstanceState;
  /** How it is. */
  readonly health: WorkerHealth;
  /** Which checks fail. */
  readonly failing: readonly StatusCheckName[];
  /** Since when they fail. */
  readonly impairedSince?: string | undefined;
  /** For which checks it was told to be impaired. */
  readonly impairedFor?: readonly StatusCheckName[] | undefined;
  /** Its tags. */
  readonly tags: Tags;
  /** The tags of its assignment; left out while it is free. */
  readonly assignment?: Tags | undefined;
  /** What AWS has planned for it. */
  readonly planned: readonly PlannedEvent[];
  /** Whether it was told that AWS takes it back. */
  readonly interrupted?: boolean | undefined;
}

/** What a worker is known by once it has appeared. */
function memoOf(worker: FleetWorker, at: Date): WorkerMemo {
  const { instanceId, region, roleArn, name, tags, lifecycle, instanceState, checks } = worker;
  return {
    ...{ instanceId, region, roleArn, name, tags, isSpot: lifecycle === 'spot', state: instanceState },
    ...conditionOf(checks, at),
    assignment: assignmentTags(tags),
    planned: plannedEvents(checks),
  };
}

/** How a worker is, by its checks. A worker whose checks could not be read, but that does not run, is off. */
export function conditionOf(
  checks: InstanceStatusChecks | undefined,
  at: Date,
): Pick<WorkerMemo, 'health' | 'failing' | 'impairedSince'> {
  const health = healthOf(checks);
  const failing = failingChecks(checks);
  if (health !== 'impaired') return { health, failing, impairedSince: undefined };
  const since = checks?.impairedSince ?? at;
  return { health, failing, impairedSince: (since < at ? since : at).toISOString() };
}

/** What AWS has planned for a worker and is not over. */
export function plannedEvents(checks: InstanceStatusChecks | undefined): readonly PlannedEvent[] {
  const active = (checks?.scheduledEvents ?? []).filter(({ state }) => state === 'active');
  return active.map(toPlanned);
}

function toPlanned({ code, description, notBefore, notAfter }: ScheduledEvent): PlannedEvent {
  return {
    ...{ code, description },
    notBefore: notBefore?.toISOString(),
    notAfter: notAfter?.toISOString(),
  };
}

/** The worker that events name. */
export function workerOf({ instanceId, region, roleArn, name }: WorkerMemo): EventWorker {
  return { instanceId, region, roleArn, name };
}

/**
 * What is known of a worker after an event. All that a monitor remembers is made of its events, so that a reader who
 * has heard them knows what the monitor knows.
 */
export function afterEvent(memo: WorkerMemo | undefined, event: FleetWorkerEvent): WorkerMemo | undefined {
  if (event.type === 'appeared') return memoOf(event.instance, event.at);
  if (event.type === 'vanished' || memo === undefined) return undefined;
  switch (event.type) {
    case 'state-changed':
      return afterState(memo, event.to);
    case 'health-changed':
      return {
        ...memo,
        health: event.to,
        failing: event.failing,
        impairedSince: event.since?.toISOString(),
      };
    case 'impaired':
      return { ...memo, impairedFor: event.failing };
    case 'recovered':
      return { ...memo, impairedFor: undefined };
    case 'tags-changed':
      return afterTags(memo, event);
    case 'assignment-changed':
      return { ...memo, assignment: assignmentTags(memo.tags) };
    case 'scheduled-event': {
      const others = memo.planned.filter((planned) => planned.code !== event.event.code);
      return { ...memo, planned: event.change === 'over' ? others : [...others, toPlanned(event.event)] };
    }
    case 'spot-interruption':
      return { ...memo, interrupted: true };
  }
}

/** A worker that starts anew can be taken back anew. */
function afterState(memo: WorkerMemo, state: InstanceState): WorkerMemo {
  const isUp = state === InstanceState.PENDING || state === InstanceState.RUNNING;
  const wasDown = memo.state === InstanceState.STOPPED || memo.state === InstanceState.STOPPING;
  return { ...memo, state, interrupted: isUp && wasDown ? undefined : memo.interrupted };
}

function afterTags(
  memo: WorkerMemo,
  { added, removed, changed }: Extract<FleetWorkerEvent, { type: 'tags-changed' }>,
): WorkerMemo {
  const kept = Object.entries(memo.tags).filter(([key]) => !Object.hasOwn(removed, key));
  const renewed = Object.entries(changed).map(([key, { to }]) => [key, to] as const);
  const tags: Tags = { ...Object.fromEntries(kept), ...added, ...Object.fromEntries(renewed) };
  return { ...memo, tags, name: tagOf(tags, 'Name') };
}
