import type { FleetWorkerRef } from '../discovery/fleet-worker.js';
import type { CostEstimate } from './cost-estimate.js';
import type { FleetCostReport } from './cost-of-fleet.js';
import type { FleetCostQuestion, WorkerCostQuestion } from './cost-question.js';

/** How a fleet tells what its workers have cost. */
export interface CostMethods {
  /**
   * Estimates what a worker has cost within a window of time, as {@link estimateCost} does, whose inputs it reads: the
   * worker, its volumes and, where it is on the spot market, the prices of the last 90 days. What is not known is
   * listed as `unknown`, and never counts as 0. A history is the caller's to keep: without one, a worker counts as
   * running since its launch, and of one that does not run now nobody knows when it ran.
   *
   * It takes the permissions of the features `information`, `volumes` and, for spot workers, `spot`; prices by
   * {@link AwsPriceList} take that of the feature `prices` (`pricing:GetProducts`).
   *
   * @throws InvalidParameterError for a window of which nothing is past, or what is no price source, before anything is
   * sent; InstanceNotFoundError; what the price source throws.
   *
   * @example
   * {@includeCode ../../../examples/estimate-cost.ts#worker}
   */
  estimateCost(worker: FleetWorkerRef, question: WorkerCostQuestion): Promise<CostEstimate>;

  /**
   * Sums up what the workers of the fleet that meet the criteria have cost, with an estimate of each. For an account
   * and region it takes one listing of workers, one of volumes and, with spot workers among them, one of spot prices,
   * each by pages. What cannot be read somewhere is among the `failures`, and what it would have told is `unknown`;
   * the rest is told all the same. It says in `leavesOut` what AWS charges for besides.
   *
   * It takes the permissions that {@link CostMethods.estimateCost} takes.
   *
   * @throws InvalidParameterError for criteria or a window that make no sense, before anything is sent; AbortedError;
   * what the price source throws; where no region at all can be read, the error of the first.
   *
   * @example
   * {@includeCode ../../../examples/estimate-cost.ts#program}
   */
  cost(question: FleetCostQuestion): Promise<FleetCostReport>;
}
