import type { FleetFailure } from '../discovery/fleet-listing.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { isEnding } from '../discovery/is-ending.js';
import { listWorkers } from '../discovery/list-workers.js';
import type { FleetContext } from '../fleet-context.js';
import type { ResolvedDestruction } from './destruction-options.js';
import type { DestructionPlan, RefusedWorker } from './destruction-plan.js';
import { type DestructionTargets, findNamed, type Planning, readTargets } from './destruction-targets.js';
import { type Judgement, judgeWorker, toPlanned } from './judge-worker.js';

/** Looks at the fleet, and decides for each worker that is meant what would be done to it. */
export async function planDestruction(
  context: FleetContext,
  targets: DestructionTargets,
  planning: Planning,
): Promise<DestructionPlan> {
  const { operation, action, options } = planning;
  const { abortSignal, includeAssigned = false, minAgeSeconds } = options;
  const meant = readTargets(targets, planning);
  const now = context.clock.now();
  if ('refs' in meant && meant.refs.length === 0) return emptyPlan(planning, now);
  // How the workers are does not matter to it.
  const call = { operation, abortSignal, withoutChecks: true };
  const fleet = await listWorkers(context, { ...call, criteria: {} });
  const byCriteria = 'refs' in meant ? undefined : await listWorkers(context, { ...call, ...meant });
  const found =
    'refs' in meant ? await findNamed(context, meant.refs, fleet, planning) : (byCriteria?.workers ?? []);
  const judgement = { action, ownership: context.ownership, includeAssigned, minAgeSeconds, now };
  const sorted = sort(found, judgement);
  // One that was named may be missing in the listing, if it was tagged just now, and is one of the fleet all the same.
  const fleetSize = countOf([...fleet.workers.filter(isAlive), ...sorted.workers]);
  const percent = fleetSize === 0 ? 0 : (sorted.workers.length / fleetSize) * 100;
  const failures = eachOnce([...fleet.failures, ...(byCriteria?.failures ?? [])]);
  const obstacles = capObstacles(sorted.workers.length, percent, options);
  if (
    'criteria' in meant &&
    options.all !== true &&
    fleetSize > 0 &&
    found.filter(isAlive).length >= fleetSize
  ) {
    obstacles.push(`the criteria match the whole fleet of ${fleetSize}, which takes all: true`);
  }
  const complete = failures.length === 0;
  return { action, at: new Date(now), ...sorted, fleetSize, percent, complete, failures, obstacles };
}

function countOf(workers: readonly Pick<FleetWorker, 'instanceId'>[]): number {
  return new Set(workers.map(({ instanceId }) => instanceId)).size;
}

/** An account and region that could be read neither time is told once. */
function eachOnce(failures: readonly FleetFailure[]): readonly FleetFailure[] {
  return [...new Map(failures.map((each) => [`${each.roleArn ?? ''} ${each.region}`, each])).values()];
}

/** One that is on its way out already makes no fleet larger. */
function isAlive({ instanceState }: Pick<FleetWorker | RefusedWorker, 'instanceState'>): boolean {
  return instanceState === undefined || !isEnding(instanceState);
}

function emptyPlan({ action }: Planning, now: number): DestructionPlan {
  const nothing = { workers: [], refused: [], fleetSize: 0, percent: 0, failures: [], obstacles: [] };
  return { action, at: new Date(now), ...nothing, complete: true };
}

function sort(
  found: readonly (FleetWorker | RefusedWorker)[],
  judgement: Judgement,
): Pick<DestructionPlan, 'workers' | 'refused'> {
  const judged = found.map((worker) => {
    if ('reason' in worker) return { worker, refusal: worker };
    return { worker: toPlanned(worker), refusal: judgeWorker(worker, judgement) };
  });
  return {
    workers: judged.flatMap(({ worker, refusal }) => (refusal === undefined ? [worker] : [])),
    refused: judged.flatMap(({ worker, refusal }) =>
      refusal === undefined ? [] : [{ ...worker, ...refusal }],
    ),
  };
}

function capObstacles(
  count: number,
  percent: number,
  { maxCount, maxPercent }: ResolvedDestruction,
): string[] {
  const obstacles: string[] = [];
  if (count > maxCount) obstacles.push(`${count} workers are more than maxCount ${maxCount}`);
  if (percent > maxPercent) {
    const share = `${Math.round(percent * 10) / 10} % of the fleet`;
    obstacles.push(`${share} are more than maxPercent ${maxPercent}`);
  }
  return obstacles;
}
