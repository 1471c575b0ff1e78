import { AbortedError } from '../../errors/aborted-error.js';
import { OperationNotPermittedError } from '../../errors/operation-not-permitted-error.js';
import type { InstanceStateChange } from '../../model/instance-state-change.js';
import { inParallel } from '../../time/in-parallel.js';
import { CLEARED_TAGS } from '../assignment/lab-request.js';
import { type Hold, holdOf, whileHeld } from '../assignment/while-held.js';
import { readAssignment } from '../discovery/lab-assignment.js';
import type { FleetContext, LocatedWorker } from '../fleet-context.js';
import { toWorkerError } from '../to-worker-error.js';
import { type DestructionOptions, resolveDestruction } from './destruction-options.js';
import type {
  DestructionAction,
  DestructionPlan,
  DestructionReport,
  DestructionResult,
  PlannedWorker,
  RefusalReason,
} from './destruction-plan.js';
import type { DestructionTargets, Planning } from './destruction-targets.js';
import { judgeTags } from './judge-worker.js';
import { planDestruction } from './plan-destruction.js';

/** How many workers are changed at a time: requests about them are shared. */
const AT_ONCE = 100;

const PAST = { stop: 'Stopped', terminate: 'Terminated' } as const;

/** Stops or terminates workers in bulk, as far as the guards let it. */
export async function destroyWorkers(
  context: FleetContext,
  action: DestructionAction,
  targets: DestructionTargets,
  given: DestructionOptions,
): Promise<DestructionReport> {
  const operation = `${action}Workers`;
  const options = resolveDestruction(given, context.ownership, operation);
  const planning = { operation, action, options };
  const plan = await planDestruction(context, targets, planning);
  if (options.dryRun === true) return report(plan, true, []);
  refuseObstacles(plan, operation);
  const results = await inParallel(plan.workers, AT_ONCE, (worker) => destroyOne(context, worker, planning));
  return report(plan, false, results);
}

/** A plan that goes too far is not carried out in part. */
function refuseObstacles(
  { obstacles, workers, fleetSize, complete }: DestructionPlan,
  operation: string,
): void {
  if (obstacles.length === 0) return;
  const known = complete ? '' : ', as far as it could be read';
  const message = `${operation}: nothing was done: ${obstacles.join('; ')}. The plan names ${workers.length} of the ${fleetSize} workers of the fleet${known}. Look at it with dryRun: true. If it is what you mean, allow it by maxCount, maxPercent or all.`;
  const instanceIds = workers.map(({ instanceId }) => instanceId);
  throw new OperationNotPermittedError({ operation, instanceIds, message });
}

/** What became of one worker. One that fails takes nothing away from the others. */
async function destroyOne(
  context: FleetContext,
  worker: PlannedWorker,
  planning: Planning,
): Promise<DestructionResult> {
  const { operation, options } = planning;
  const nothing = { ...worker, change: undefined, reason: undefined, error: undefined };
  try {
    if (options.abortSignal?.aborted === true) {
      throw new AbortedError({ operation, cause: options.abortSignal.reason });
    }
    const located = await context.locate(worker, operation);
    const request = holdOf(located, { operation, abortSignal: options.abortSignal });
    const busy = (): RefusalReason => 'busy';
    const end = await whileHeld<InstanceStateChange | RefusalReason>(
      context,
      request,
      (hold) => destroyHeld(context, located, planning, hold),
      busy,
    );
    if (typeof end === 'string') return { ...nothing, outcome: 'refused', reason: end };
    return { ...nothing, outcome: 'done', change: end };
  } catch (thrown) {
    const subject = { operation, instanceIds: [worker.instanceId], region: worker.region };
    return { ...nothing, outcome: 'failed', error: toWorkerError(thrown, subject) };
  }
}

/** Asks another API whose the worker is, right before anything is done to it. */
async function destroyHeld(
  { ownership }: FleetContext,
  { client, ref }: LocatedWorker,
  { action, options }: Planning,
  hold: Hold,
): Promise<InstanceStateChange | RefusalReason> {
  const { includeAssigned = false, force, skipOsShutdown } = options;
  const abortSignal = hold.signal;
  const tags = await client.readTags(ref, { abortSignal });
  const refusal = judgeTags(tags, { ownership, includeAssigned });
  if (refusal !== undefined) return refusal.reason;
  await hold.confirm();
  // The tags go first, so that nothing that has ended looks as if it were in use. Those of a free worker are its own.
  if (readAssignment(tags) !== undefined) {
    const doomed = CLEARED_TAGS.filter((key) => Object.hasOwn(tags, key));
    await client.removeTags(ref, doomed, { abortSignal });
  }
  const how = { abortSignal, force, skipOsShutdown };
  return action === 'stop' ? await client.stopInstance(ref, how) : await client.terminateInstance(ref, how);
}

function report(
  plan: DestructionPlan,
  dryRun: boolean,
  results: readonly DestructionResult[],
): DestructionReport {
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  return { plan, dryRun, results, done, message: describe(plan, dryRun, done) };
}

function describe(plan: DestructionPlan, dryRun: boolean, done: number): string {
  const { action, workers, refused, fleetSize, percent, complete, failures, obstacles } = plan;
  if (workers.length === 0 && refused.length === 0) {
    return `Nothing to ${action}: no worker was named, or none meets the criteria. An empty list is not the whole fleet.`;
  }
  const share = `${Math.round(percent * 10) / 10} %`;
  const begin = dryRun
    ? `Would ${action} ${workers.length} of ${fleetSize} workers (${share})`
    : `${PAST[action]} ${done} of the ${workers.length} workers that were meant, ${share} of a fleet of ${fleetSize}`;
  const left = `; ${refused.length} are left alone.`;
  const regions = failures.map(({ region }) => region).join(', ');
  const partial = complete ? '' : ` What is in ${regions} could not be read, and does not count.`;
  const obstacle = obstacles.length === 0 ? '' : ` It would be refused: ${obstacles.join('; ')}.`;
  return `${begin}${left}${partial}${obstacle}`;
}
