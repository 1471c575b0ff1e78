import { isRecord } from '../../errors/describe-type.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InputCheck } from '../../errors/input-check.js';
import type { FleetListing } from '../discovery/fleet-listing.js';
import type { FleetWorker, FleetWorkerRef } from '../discovery/fleet-worker.js';
import { getWorker } from '../discovery/get-worker.js';
import { checkCriteria } from '../discovery/match-criteria.js';
import type { WorkerCriteria } from '../discovery/worker-criteria.js';
import type { FleetContext } from '../fleet-context.js';
import type { ResolvedDestruction } from './destruction-options.js';
import type { DestructionAction, DestructionPlan, PlannedWorker, RefusedWorker } from './destruction-plan.js';

/** Which workers are meant: those listed, those that meet criteria, or those of an earlier plan. */
export type DestructionTargets = readonly FleetWorkerRef[] | WorkerCriteria | DestructionPlan;

/** What is planned, and for which call. */
export interface Planning {
  readonly operation: string;
  readonly action: DestructionAction;
  readonly options: ResolvedDestruction;
}

/** Workers by name, or by criteria. */
export type Meant = { readonly refs: readonly FleetWorkerRef[] } | { readonly criteria: WorkerCriteria };

/**
 * Tells a list from criteria and from a plan. Criteria that say nothing would mean everything.
 *
 * @throws InvalidParameterError.
 */
export function readTargets(targets: DestructionTargets, { operation, action, options }: Planning): Meant {
  if (Array.isArray(targets)) return { refs: targets as readonly FleetWorkerRef[] };
  const check = new InputCheck(operation);
  check.that(isRecord(targets), 'workers', 'a list of workers, criteria or a plan', targets);
  if ('action' in targets) {
    const isRight = targets.action === action && Array.isArray(targets.workers);
    check.that(isRight, 'workers', `a plan to ${action}`, `a plan to ${targets.action}`);
    return { refs: targets.workers };
  }
  const criteria = targets as WorkerCriteria;
  checkCriteria(criteria, operation);
  const expected = 'criteria that say something; the whole fleet takes all: true';
  const isRight = options.all === true || Object.values(criteria).some(saysSomething);
  check.about(isRight, 'workers', expected, 'criteria that match everything');
  return { criteria };
}

function saysSomething(value: unknown): boolean {
  return value !== undefined && value !== 0 && !(isRecord(value) && Object.keys(value).length === 0);
}

/** Finds each worker that is named, once, in the fleet's listing or else by itself, to tell why it is not there. */
export async function findNamed(
  context: FleetContext,
  refs: readonly FleetWorkerRef[],
  fleet: FleetListing,
  planning: Planning,
): Promise<(FleetWorker | RefusedWorker)[]> {
  const located = await Promise.all(refs.map((ref) => context.locate(ref, planning.operation)));
  const unique = new Map(located.map((worker) => [worker.ref.instanceId, worker]));
  return await Promise.all(
    [...unique.values()].map(async ({ ref, roleArn }) => {
      const isIt = (worker: FleetWorker): boolean =>
        worker.instanceId === ref.instanceId && worker.region === ref.region && worker.roleArn === roleArn;
      return fleet.workers.find(isIt) ?? (await lookUp(context, { ...ref, roleArn }, planning));
    }),
  );
}

async function lookUp(
  context: FleetContext,
  ref: Pick<PlannedWorker, 'instanceId' | 'region' | 'roleArn'>,
  { operation, options }: Planning,
): Promise<FleetWorker | RefusedWorker> {
  try {
    return await getWorker(context, ref, { abortSignal: options.abortSignal }, operation);
  } catch (error) {
    if (options.abortSignal?.aborted === true || !Ec2WorkerError.isInstance(error)) throw error;
    const reason = error.kind === 'instance-not-found' ? 'not-found' : 'unreadable';
    const unknown = { name: undefined, instanceState: undefined, assignedLab: undefined };
    return { ...ref, ...unknown, reason, message: error.message };
  }
}
