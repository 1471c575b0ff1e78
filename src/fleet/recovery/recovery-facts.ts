import { FleetTag } from '../discovery/fleet-tags.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { isProtected, tagOf } from '../discovery/read-tags.js';
import { failingChecks, healthOf } from '../monitor/worker-health.js';
import { readHistory } from './recovery-history.js';
import type { RecoveryRule } from './recovery-policy.js';
import type { RecoveryFacts } from './recovery-verdict.js';
import { findReplacement, launchKeyOf } from './replacement.js';

const HOUR_MS = 3_600_000;

/** Of a fleet, what the recovery of one worker has to know of the others. */
export interface FleetSituation {
  /** How many steps may yet be begun. */
  readonly stepsLeft: number;
  /** For how many workers beside those that something was begun for already. */
  readonly workersLeft: number;
  /** Workers for which something was begun within the hour. */
  readonly begunFor: ReadonlySet<string>;
  /** The replacements, by the worker whose place each is to take, or has just taken. */
  readonly replacements: ReadonlyMap<string, FleetWorker>;
  /** Replacements that have not taken their place yet. */
  readonly pending: ReadonlySet<string>;
}

/** Sums up a fleet. */
export function situationOf(
  workers: readonly FleetWorker[],
  now: number,
  rule: RecoveryRule,
): FleetSituation {
  const byLaunchKey = new Map(workers.map((worker) => [launchKeyOf(worker), worker] as const));
  byLaunchKey.delete(undefined);
  const replacements = new Map<string, FleetWorker>();
  for (const worker of workers) {
    const replacement = findReplacement(worker, byLaunchKey as ReadonlyMap<string, FleetWorker>);
    if (replacement !== undefined) replacements.set(worker.instanceId, replacement);
  }
  const isWaiting = new Set(
    workers
      .filter(({ tags }) => readHistory(tags).replacedBy === undefined)
      .map(({ instanceId }) => instanceId),
  );
  const waiting = [...replacements].filter(([instanceId]) => isWaiting.has(instanceId));
  const begun = begunWithinHour(workers, now);
  const begunFor = new Set(begun.map(({ instanceId }) => instanceId));
  const most = Math.max(1, Math.floor((workers.length * rule.percentPerHour) / 100));
  return {
    stepsLeft: rule.perHour - begun.length,
    workersLeft: most - begunFor.size,
    begunFor,
    replacements,
    pending: new Set(waiting.map(([, { instanceId }]) => instanceId)),
  };
}

/** What is known of a worker. */
export function factsOf(
  worker: FleetWorker,
  situation: FleetSituation,
  { now, isConfirmed }: { readonly now: number; readonly isConfirmed: boolean },
): RecoveryFacts {
  const { checks, tags, instanceType, assignment, instanceId, instanceState } = worker;
  const replacement = situation.replacements.get(instanceId);
  return {
    now: new Date(now),
    state: instanceState,
    health: healthOf(checks),
    failing: failingChecks(checks),
    impairedSince: checks?.impairedSince,
    isConfirmed,
    isProtected: isProtected(tags),
    isAssigned: assignment !== undefined,
    mayRecoverItself: !instanceType.includes('metal'),
    scheduledEvents: checks?.scheduledEvents ?? [],
    isReplacement: situation.pending.has(instanceId),
    replacement: replacement === undefined ? undefined : healthOf(replacement.checks),
    budgetLeft: situation.begunFor.has(instanceId)
      ? situation.stepsLeft
      : Math.min(situation.stepsLeft, situation.workersLeft),
  };
}

/** The steps that count against the budget. A replacement carries that of the worker it was launched for. */
function begunWithinHour(
  workers: readonly FleetWorker[],
  now: number,
): readonly { readonly instanceId: string }[] {
  const begun = new Map<string, { readonly instanceId: string }>();
  for (const worker of workers) {
    const origin = tagOf(worker.tags, FleetTag.REPLACES) ?? worker.instanceId;
    for (const { step, at } of readHistory(worker.tags).attempts) {
      const instanceId = step === 'replace' ? origin : worker.instanceId;
      if (now - at.getTime() < HOUR_MS) begun.set(`${instanceId} ${step} ${at.getTime()}`, { instanceId });
    }
  }
  return [...begun.values()];
}

/** The situation after something was begun for a worker. */
export function afterBeginning(situation: FleetSituation, instanceId: string): FleetSituation {
  const { stepsLeft, workersLeft, begunFor } = situation;
  return {
    ...situation,
    stepsLeft: stepsLeft - 1,
    workersLeft: begunFor.has(instanceId) ? workersLeft : workersLeft - 1,
    begunFor: new Set([...begunFor, instanceId]),
  };
}
