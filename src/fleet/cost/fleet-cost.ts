import { inParallel } from '../../time/in-parallel.js';
import { tagOf } from '../discovery/read-tags.js';
import type { CostEstimate, CostedWorker, CostInput, UnknownCost } from './cost-estimate.js';
import { estimateCost } from './estimate-cost.js';

const AT_ONCE = 10;

/** A worker among those whose cost is estimated together. */
export type FleetCostWorker = Pick<CostInput, 'history' | 'volumes' | 'operatingSystem' | 'missing'> & {
  /** Spot prices for this worker alone: zones of the same name are others in other accounts. Default: those of all. */
  readonly spotPrices?: CostInput['spotPrices'];
  /** The worker; the cost is told by its tags where it has any. */
  readonly worker: CostedWorker & {
    /** Those by which the cost can be told. Default: none. */
    readonly tags?: Readonly<Record<string, string>> | undefined;
  };
};

/** What a cost is estimated of, for many workers. */
export interface FleetCostInput
  extends Pick<CostInput, 'window' | 'prices' | 'spotPrices' | 'now' | 'abortSignal'> {
  /** The workers, with what is known of each. */
  readonly workers: readonly FleetCostWorker[];
  /** A tag to tell the cost by, such as `CostCenter`. Default: none. */
  readonly groupByTag?: string | undefined;
}

/** What the workers with one value of a tag have cost. */
export interface TagCost {
  /** The value; `undefined` for workers without the tag. */
  readonly value: string | undefined;
  /** What is known, in US dollars. */
  readonly usd: number;
  /** How many workers there are. */
  readonly workers: number;
  /** Whether everything that is estimated of them is known. */
  readonly complete: boolean;
}

/** What a fleet has cost, as far as it can be told. */
export interface FleetCost {
  /** The currency of every amount. */
  readonly currency: 'USD';
  /** The sum of what is known. */
  readonly usd: number;
  /** Each worker's, in the order in which they were given. */
  readonly estimates: readonly CostEstimate[];
  /** What is not known, of all of them. */
  readonly unknown: readonly (UnknownCost & {
    /** Whose it is. */
    readonly instanceId: string;
  })[];
  /** Whether everything that is estimated is known. */
  readonly complete: boolean;
  /** By the values of the tag, the most expensive first; empty if no tag was asked for. */
  readonly byTag: readonly TagCost[];
}

/**
 * Estimates what workers have cost, each by {@link estimateCost}.
 *
 * @throws What {@link estimateCost} throws.
 *
 * @example
 * {@includeCode ../../../examples/estimate-cost.ts#by-hand}
 */
export async function fleetCost({ workers, groupByTag, ...shared }: FleetCostInput): Promise<FleetCost> {
  // One time for all: what is estimated first must not end earlier than what is last.
  const now = shared.now ?? new Date();
  const estimates = await inParallel(workers, AT_ONCE, (each) =>
    estimateCost({ ...shared, ...each, spotPrices: each.spotPrices ?? shared.spotPrices, now }),
  );
  return {
    currency: 'USD',
    usd: sum(estimates),
    estimates,
    unknown: estimates.flatMap(({ instanceId, unknown }) => unknown.map((each) => ({ instanceId, ...each }))),
    complete: estimates.every(({ complete }) => complete),
    byTag: groupByTag === undefined ? [] : byTag(workers, estimates, groupByTag),
  };
}

function byTag(
  workers: readonly FleetCostWorker[],
  estimates: readonly CostEstimate[],
  tag: string,
): TagCost[] {
  const groups = new Map<string | undefined, CostEstimate[]>();
  for (const [index, estimate] of estimates.entries()) {
    const value = tagOf(workers[index]?.worker.tags ?? {}, tag);
    groups.set(value, [...(groups.get(value) ?? []), estimate]);
  }
  return [...groups]
    .map(([value, group]) => ({
      value,
      usd: sum(group),
      workers: group.length,
      complete: group.every(({ complete }) => complete),
    }))
    .toSorted((one, other) => other.usd - one.usd);
}

function sum(estimates: readonly CostEstimate[]): number {
  return estimates.reduce((usd, estimate) => usd + estimate.usd, 0);
}
