import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { Clock } from '../../time/clock.js';
import type { PlannedChoice } from './planned-choice.js';

/** For how long a pool that had no capacity is taken to have none. Capacity comes and goes within minutes. */
const REMEMBERED_MS = 3 * 60_000;

/** A zone in one of AWS's texts: `us-east-1a`. */
const ZONE = /\b[a-z]{2,5}(?:-[a-z]+)+-\d[a-z]\b/;

/**
 * Remembers where AWS had no capacity: by type, zone and market, or by subnet where that had no addresses left.
 * What it remembers decides only the order in which choices are tried, so it never keeps a launch from asking.
 */
export class CapacityMemory {
  readonly #clock: Clock;
  /** When each pool was found empty. */
  readonly #emptySince = new Map<string, number>();
  /** The zones of subnets, as far as AWS has told them: in its texts, with an instance, or when it was asked. */
  readonly #zones = new Map<string, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a choice was found to have no capacity a short while ago. */
  isEmpty(choice: PlannedChoice): boolean {
    return this.poolsOf(choice).some((pool) => this.#isRemembered(this.#emptySince.get(pool)));
  }

  /** Notes that a choice had no capacity. */
  noteEmpty(choice: PlannedChoice, error: Ec2WorkerError): void {
    for (const [pool, at] of this.#emptySince) if (!this.#isRemembered(at)) this.#emptySince.delete(pool);
    for (const pool of this.poolsRefusing(choice, error)) this.#emptySince.set(pool, this.#clock.now());
  }

  /** Notes that a choice had capacity, and where that was. */
  noteLaunch(choice: PlannedChoice, availabilityZone: string | undefined): void {
    this.noteZone(choice, availabilityZone);
    for (const pool of this.poolsOf(choice)) this.#emptySince.delete(pool);
  }

  /** Notes in which zone a choice's subnet is. */
  noteZone({ subnetId }: PlannedChoice, zone: string | undefined): void {
    if (subnetId !== undefined && zone !== undefined) this.#zones.set(subnetId, zone);
  }

  /** The pools that a refusal is about: whatever draws on one of them would be refused as well. */
  poolsRefusing(choice: PlannedChoice, { kind, fallbackScope, message }: Ec2WorkerError): readonly string[] {
    this.noteZone(choice, ZONE.exec(message)?.[0]);
    if (kind === 'unsupported') return fallbackScope === 'type' ? [typePool(choice)] : this.#machines(choice);
    if (fallbackScope === 'subnet') return [subnetPool(choice)];
    return fallbackScope === 'zone' ? this.#zonePools(choice) : this.#machines(choice);
  }

  /** Every pool that a choice draws on. */
  poolsOf(choice: PlannedChoice): readonly string[] {
    return [...this.#machines(choice), ...this.#zonePools(choice), typePool(choice), subnetPool(choice)];
  }

  /** The machines of a type for a market. */
  #machines(choice: PlannedChoice): readonly string[] {
    return this.#places(choice).map((place) => `${typePool(choice)}/${choice.market}/${place}`);
  }

  #zonePools(choice: PlannedChoice): readonly string[] {
    return this.#places(choice).map((place) => `zone ${place}`);
  }

  /**
   * The zone is what counts, but which one a subnet is in may become known later. So what is noted of a subnet
   * is noted under both names.
   */
  #places({ subnetId, availabilityZone }: PlannedChoice): readonly string[] {
    const zone = availabilityZone ?? this.#zones.get(subnetId ?? '');
    const places = [zone, subnetId].filter((place) => place !== undefined);
    return places.length === 0 ? ['any'] : places;
  }

  #isRemembered(since: number | undefined): boolean {
    return since !== undefined && this.#clock.now() - since < REMEMBERED_MS;
  }
}

function typePool({ instanceType }: PlannedChoice): string {
  return `type ${instanceType ?? 'of the template'}`;
}

/** The addresses of a subnet. */
function subnetPool({ subnetId, availabilityZone }: PlannedChoice): string {
  return `subnet ${subnetId ?? availabilityZone ?? 'any'}`;
}
