import type { WorkerVolume } from '../../model/worker-volume.js';
import { inParallel } from '../../time/in-parallel.js';
import { failureOf } from '../discovery/failure-of.js';
import type { FleetFailure } from '../discovery/fleet-listing.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { listWorkers } from '../discovery/list-workers.js';
import type { FleetContext, FleetTarget } from '../fleet-context.js';
import type { CostInput, SpotPricePoint } from './cost-estimate.js';
import { checkCostQuestion, type FleetCostQuestion } from './cost-question.js';
import { LEAVES_OUT } from './estimate-cost.js';
import { type FleetCost, type FleetCostWorker, fleetCost } from './fleet-cost.js';
import { readSpotHistory } from './spot-history.js';
import { volumesOf } from './worker-volumes.js';

const OPERATION = 'cost';

/** How many accounts and regions are read at a time. */
const TARGETS_AT_ONCE = 8;

/** What no cost of a fleet has, beside what no estimate has. */
const FLEET_LEAVES_OUT: readonly string[] = [
  ...LEAVES_OUT,
  'workers that are terminated, unless the criteria name that state while EC2 still shows them',
  'volumes that are attached to no worker of the fleet',
];

/** An account and region of which something could not be read that a cost needs. */
export type CostFailure = FleetFailure<'instances' | 'volumes' | 'spot-prices'>;

/** What the workers of a {@link WorkerFleet} have cost, as far as it can be told. */
export interface FleetCostReport extends FleetCost {
  /** Whether everything could be read, and everything that is estimated is known. */
  readonly complete: boolean;
  /** What could not be read: its cost is not in the sum. Without `instances`, workers may be missing altogether. */
  readonly failures: readonly CostFailure[];
  /** What AWS charges for besides. */
  readonly leavesOut: readonly string[];
}

/** Lists the workers of a fleet, reads what they are paid for by, and sums up what they have cost. */
export async function costOfFleet(
  context: FleetContext,
  question: FleetCostQuestion,
): Promise<FleetCostReport> {
  const now = context.clock.now();
  checkCostQuestion(question, now, OPERATION);
  const { window, prices, groupByTag, abortSignal, criteria = {} } = question;
  const listing = await listWorkers(context, {
    ...{ operation: OPERATION, criteria, abortSignal },
    withoutChecks: true,
  });
  const targets = await context.targets(criteria.regions);
  const parts = await inParallel(targets, TARGETS_AT_ONCE, (target) =>
    readTarget(target, workersOf(target, listing.workers), question, now),
  );
  const workers = parts.flatMap((part) => part.workers);
  const cost = await fleetCost({
    ...{ workers, window, prices, groupByTag, abortSignal, now: new Date(now) },
  });
  const unlisted = listing.failures.map((failure) => ({ ...failure, missing: 'instances' as const }));
  const failures = [...unlisted, ...parts.flatMap((part) => part.failures)];
  const complete = cost.complete && failures.length === 0;
  return { ...cost, complete, failures, leavesOut: FLEET_LEAVES_OUT };
}

interface Part {
  readonly workers: readonly FleetCostWorker[];
  readonly failures: readonly CostFailure[];
}

function workersOf(target: FleetTarget, workers: readonly FleetWorker[]): readonly FleetWorker[] {
  return workers.filter(({ region, roleArn }) => region === target.region && roleArn === target.roleArn);
}

/** Reads the volumes of a region and the prices of its spot market, once each for all workers. */
async function readTarget(
  target: FleetTarget,
  workers: readonly FleetWorker[],
  question: FleetCostQuestion,
  now: number,
): Promise<Part> {
  if (workers.length === 0) return { workers: [], failures: [] };
  const { abortSignal, operatingSystem, history } = question;
  const { client, region } = target;
  const call = { operation: OPERATION, abortSignal };
  const [volumes, prices] = await Promise.all([
    client.volumes
      .list('all', { region, abortSignal })
      .catch((thrown: unknown) => failureOf(thrown, target, 'volumes', call)),
    readSpotHistory(target, workers, question, now).catch((thrown: unknown) =>
      failureOf(thrown, target, 'spot-prices', call),
    ),
  ]);
  const failures = [volumes, prices].filter((read) => 'error' in read);
  return {
    failures,
    workers: workers.map((worker) => {
      const known = volumesAmong(volumes, worker);
      const spot = pricesAmong(prices, worker);
      const missing = { ...known.missing, ...spot.missing };
      return {
        worker,
        operatingSystem,
        history: history?.get(worker.instanceId),
        ...known,
        ...spot,
        missing,
      };
    }),
  };
}

type Found = Pick<CostInput, 'volumes' | 'spotPrices' | 'missing'>;

function volumesAmong(volumes: readonly WorkerVolume[] | CostFailure, worker: FleetWorker): Found {
  if ('error' in volumes) return { missing: { volumes: whyNot('its volumes', volumes) } };
  return volumesOf(
    worker,
    volumes.filter(({ instanceId }) => instanceId === worker.instanceId),
  );
}

/** Zones of the same name are others in other accounts, so that each worker gets the prices of its own. */
function pricesAmong(prices: readonly SpotPricePoint[] | CostFailure, worker: FleetWorker): Found {
  if ('error' in prices) return { missing: { spotPrices: whyNot('spot prices', prices) } };
  const spotPrices = prices.filter(
    ({ instanceType, availabilityZone }) =>
      instanceType === worker.instanceType && availabilityZone === worker.availabilityZone,
  );
  return { spotPrices };
}

function whyNot(what: string, { region, error }: CostFailure): string {
  return `${what} could not be read in ${region}: ${error.message}`;
}
