import type { Clock } from '../../time/clock.js';
import { ServiceError } from '../wire/service-error.js';

/** What the simulated account may not exceed. */
export interface SimulatedLimits {
  /**
   * Instances that are not terminated, per region. A launch gets as many as there is room for, or
   * `InstanceLimitExceeded` when that is less than its `MinCount`. Default: no limit.
   */
  readonly instances?: number | undefined;
  /**
   * A token bucket for each EC2 action in each region; an empty one answers `RequestLimitExceeded`. Default:
   * no limit.
   *
   * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
   */
  readonly requests?:
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

  /** Takes a token. @throws ServiceError `RequestLimitExceeded` when there is none. */
  take(name: string): void {
    if (this.#limit === undefined) return;
    const { capacity, refillPerSecond } = this.#limit;
    const at = this.#clock.now();
    const bucket = this.#buckets.get(name) ?? { tokens: capacity, at };
    const tokens = Math.min(capacity, bucket.tokens + ((at - bucket.at) / 1_000) * refillPerSecond);
    const empty = tokens < 1;
    this.#buckets.set(name, { tokens: empty ? tokens : tokens - 1, at });
    if (empty) throw new ServiceError('RequestLimitExceeded');
  }
}
