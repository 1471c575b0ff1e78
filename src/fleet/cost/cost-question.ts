import { isRecord } from '../../errors/describe-type.js';
import { InputCheck } from '../../errors/input-check.js';
import type { WorkerCriteria } from '../discovery/worker-criteria.js';
import { checkWindow } from './check-window.js';
import type { CostInput, StateChangeRecord } from './cost-estimate.js';

/**
 * Knows what states workers have been in, by the id of the instance: a `Map`, or something that has noted them. EC2
 * itself keeps no history.
 */
export interface StateHistory {
  /** The states of a worker, in any order; `undefined` if nothing is known of it. */
  get(instanceId: string): readonly StateChangeRecord[] | undefined;
}

/** What a worker of a fleet has cost. */
export interface WorkerCostQuestion
  extends Pick<CostInput, 'window' | 'prices' | 'operatingSystem' | 'abortSignal'> {
  /** When workers ran. Default: assumed running since their launch, and for what does not run now not known. */
  readonly history?: StateHistory | undefined;
}

/** What the workers of a fleet have cost. */
export interface FleetCostQuestion extends WorkerCostQuestion {
  /** Which workers. Default: all of the fleet. */
  readonly criteria?: WorkerCriteria | undefined;
  /** A tag to tell the cost by, such as `CostCenter`. Default: none. */
  readonly groupByTag?: string | undefined;
}

/** Refuses what cannot be answered, before anything is sent. @throws InvalidParameterError */
export function checkCostQuestion(question: WorkerCostQuestion, now: number, operation: string): void {
  const check = new InputCheck(operation);
  const { prices, history } = checkWindow(question, now, operation);
  const isSource = hasMethods(prices, 'instancePrice', 'volumePrice');
  check.that(isSource, 'prices', 'a price source, such as an AwsPriceList', prices);
  const isHistory = history === undefined || hasMethods(history, 'get');
  check.that(isHistory, 'history', 'a Map of states by instance id, or the like', history);
}

function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => typeof value[name] === 'function');
}
