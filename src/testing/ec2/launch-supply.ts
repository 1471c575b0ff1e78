import { vcpusOf } from './instance-type-table.js';
import { zonesOf } from './network-layout.js';
import type { SimulatedInstance } from './simulated-instance.js';

/** How instances are paid for, as far as AWS keeps them apart in its pools. */
export type SimulatedMarket = 'on-demand' | 'spot';

/** How many instances AWS has: of a type, in a zone, for a market; a criterion that is left out means all. */
export interface SimulatedCapacity {
  /** How many may be in use at once, those that are there now included; `Infinity` ends the limit. */
  readonly instances: number;
  /** Default: all types together. */
  readonly instanceType?: string | undefined;
  /** Default: all zones together. */
  readonly availabilityZone?: string | undefined;
  /** Default: both markets together. */
  readonly market?: SimulatedMarket | undefined;
  /** Default: the one that the zone is in, or else `us-east-1`. */
  readonly region?: string | undefined;
}

/** How many vCPUs the account may have in use. */
export interface SimulatedQuota {
  /** `Infinity` ends the limit. */
  readonly vcpus: number;
  /** Default `on-demand`. */
  readonly market?: SimulatedMarket | undefined;
  /**
   * `standard` for the families A, C, D, H, I, M, R, T and Z together, else the letters that a family begins
   * with, such as `p` or `inf`. Default `standard`.
   */
  readonly family?: string | undefined;
  /** Default `us-east-1`. */
  readonly region?: string | undefined;
}

/** The zones that offer a type. */
export interface SimulatedOffering {
  /** Such as `m5zn.metal`. */
  readonly instanceType: string;
  /** Such as `['us-east-1a']`; an empty list for a type that the region does not have. */
  readonly availabilityZones: readonly string[];
  /** Default `us-east-1`. */
  readonly region?: string | undefined;
}

/** The instances that compete with each other for capacity. */
export interface Pool {
  readonly instanceType: string;
  readonly availabilityZone: string;
  readonly market: SimulatedMarket;
}

const STANDARD_FAMILIES: ReadonlySet<string> = new Set('a c d h i im is m r t z'.split(' '));

/** What AWS has to give in a region, and what the account may take of it. Without limits until some are set. */
export class LaunchSupply {
  readonly #region: string;
  readonly #capacities = new Map<string, SimulatedCapacity>();
  readonly #quotas = new Map<string, number>();
  readonly #offerings = new Map<string, readonly string[]>();

  constructor(region: string) {
    this.#region = region;
  }

  setCapacity(capacity: SimulatedCapacity): void {
    const { instanceType, availabilityZone, market } = capacity;
    this.#capacities.set([instanceType, availabilityZone, market].join('/'), capacity);
  }

  setQuota({ vcpus, market = 'on-demand', family = 'standard' }: SimulatedQuota): void {
    this.#quotas.set(`${market}/${family}`, vcpus);
  }

  setOffering({ instanceType, availabilityZones }: SimulatedOffering): void {
    this.#offerings.set(instanceType, availabilityZones);
  }

  zonesOffering(instanceType: string): readonly string[] {
    return this.#offerings.get(instanceType) ?? zonesOf(this.#region);
  }

  isOffered({ instanceType, availabilityZone }: Omit<Pool, 'market'>): boolean {
    return this.#offerings.get(instanceType)?.includes(availabilityZone) ?? true;
  }

  /** How many more instances a pool has beside those in use. */
  capacityLeft(pool: Pool, inUse: readonly SimulatedInstance[]): number {
    const left = [...this.#capacities.values()]
      .filter((capacity) => covers(capacity, pool))
      .map((capacity) => capacity.instances - inUse.filter((each) => covers(capacity, poolOf(each))).length);
    return Math.max(0, Math.min(Number.POSITIVE_INFINITY, ...left));
  }

  /** The vCPUs that a type's quota grants. */
  quota(instanceType: string, market: SimulatedMarket): number {
    return this.#quotas.get(`${market}/${familyOf(instanceType)}`) ?? Number.POSITIVE_INFINITY;
  }

  /** How many more instances of a type the quota allows beside those in use. */
  quotaLeft(instanceType: string, market: SimulatedMarket, inUse: readonly SimulatedInstance[]): number {
    const quota = this.quota(instanceType, market);
    if (quota === Number.POSITIVE_INFINITY) return quota;
    const family = familyOf(instanceType);
    const taken = inUse
      .filter((each) => poolOf(each).market === market && familyOf(each.instanceType) === family)
      .reduce((sum, each) => sum + vcpusOf(each.instanceType), 0);
    return Math.max(0, Math.floor((quota - taken) / vcpusOf(instanceType)));
  }
}

/** The market of a launch. */
export function marketOf({ spot }: { readonly spot: boolean }): SimulatedMarket {
  return spot ? 'spot' : 'on-demand';
}

/** The pool that an instance is of. */
function poolOf({ instanceType, availabilityZone, birth }: SimulatedInstance): Pool {
  return { instanceType, availabilityZone, market: marketOf(birth.specification) };
}

function covers(capacity: SimulatedCapacity, pool: Pool): boolean {
  const { instanceType, availabilityZone, market } = capacity;
  return (
    (instanceType ?? pool.instanceType) === pool.instanceType &&
    (availabilityZone ?? pool.availabilityZone) === pool.availabilityZone &&
    (market ?? pool.market) === pool.market
  );
}

function familyOf(instanceType: string): string {
  const letters = /^[a-z]+/.exec(instanceType)?.[0] ?? '';
  return STANDARD_FAMILIES.has(letters) ? 'standard' : letters;
}
