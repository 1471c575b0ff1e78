import type { Clock } from '../../time/clock.js';
import { ServiceError } from '../wire/service-error.js';
import { type ActionRates, countInstances, documentedRates, type Rate } from './documented-rates.js';

/** What the simulated account may not exceed. */
export interface SimulatedLimits {
  /**
   * Instances that are not terminated, per region. A launch gets as many as there is room for, or
   * `InstanceLimitExceeded` when that is less than its `MinCount`. Default: no limit.
   */
  readonly instances?: number | undefined;
  /**
   * A token bucket for each EC2 action in each region; an empty one answers `RequestLimitExceeded`. `documented`
   * is what EC2 documents: buckets by the kind of action, and where EC2 has them, buckets of instances too.
   * Default: no limit.
   *
   * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
   */
  readonly requests?:
    | 'documented'
    | {
        /** How many requests may come at once. */
        readonly capacity: number;
        /** How many more may come each second. */
        readonly refillPerSecond: number;
      }
    | undefined;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** Throttles requests by token buckets that fill up by the clock. */
export class RequestThrottle {
  readonly #limit: SimulatedLimits['requests'];
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: SimulatedLimits['requests'], clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes what a request costs. @throws ServiceError `RequestLimitExceeded` when there is not enough. */
  take(place: string, action: string, parameters: Readonly<Record<string, unknown>>): void {
    if (this.#limit === undefined) return;
    const { requests, instances }: ActionRates =
      this.#limit === 'documented' ? documentedRates(action, parameters) : { requests: this.#limit };
    this.#takeFrom(`${place}/${action}/${requests.capacity}`, requests, 1);
    if (instances === undefined) return;
    this.#takeFrom(`${place}/${action}/instances`, instances, countInstances(parameters));
  }

  #takeFrom(name: string, { capacity, refillPerSecond }: Rate, amount: number): void {
    const at = this.#clock.now();
    const bucket = this.#buckets.get(name) ?? { tokens: capacity, at };
    const tokens = Math.min(capacity, bucket.tokens + ((at - bucket.at) / 1_000) * refillPerSecond);
    // Rounding must not refuse what has come in.
    const isEnough = tokens + 1e-6 >= amount;
    this.#buckets.set(name, { tokens: isEnough ? tokens - amount : tokens, at });
    if (!isEnough) throw new ServiceError('RequestLimitExceeded');
  }
}
