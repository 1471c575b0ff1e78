import type { Admission } from '../batching/admission.js';
import { type BucketSize, TokenBucket } from '../batching/token-bucket.js';
import { isRecord } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
import { type Clock, systemClock } from '../time/clock.js';
import { documentedRate, type RequestRate } from './request-rates.js';

/** The part of AWS's rates that is left to other tools in the account unless told otherwise: a twentieth. */
const DEFAULT_SHARE = 0.95;

// Marked pure, so that whoever does not use a budget has none of this in a bundle.
const CHECK = /* @__PURE__ */ new InputCheck('RequestBudget');

/** How to spend an account's request rates. */
export interface RequestBudgetOptions {
  /**
   * Which share of AWS's rates to use, above 0, at most 1; what is left is for other tools in the account.
   * Default 0.95.
   */
  readonly share?: number | undefined;
  /**
   * Rates that differ from AWS's documented ones, by action, such as `{ 'ec2:RunInstances': { requests: … } }`: for
   * an account whose limits AWS has raised. The share applies to them, too; of a read it is the rate with a filter and
   * also the one without, which are counted apart. Default: the documented ones.
   */
  readonly rates?: Readonly<Record<string, RequestRate>> | undefined;
  /** What keeps the time: the clock of the clients that use it. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
}

/** What a request takes of a budget. */
export interface RequestCost {
  /** Such as `ec2:StartInstances`. */
  readonly action: string;
  /** Where it goes: AWS counts each region by itself. */
  readonly region: string;
  /** A read without a filter and without pages, which EC2 lets pass less often. Default: it has one of them. */
  readonly unfiltered?: boolean | undefined;
  /** How many instances it is about, where AWS counts them; 0 or more. Default 1. */
  readonly instances?: number | undefined;
}

/**
 * Keeps requests below the rates that AWS allows an account in a region, so that none is refused: requests over
 * the rate wait in line. Refusals all the same, since other tools draw on the same rates, halve the rate of the
 * action, down to a sixteenth; it recovers within half a minute from one, within a minute from many.
 *
 * Each client has one of its own. Hand one to several clients that share an account, and they share the rates.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 * @example
 * const budget = new RequestBudget({ share: 0.5 });
 * const blue = new Ec2WorkerClient({ profile: 'blue', budget });
 * const green = new Ec2WorkerClient({ profile: 'green', budget });
 */
export class RequestBudget {
  readonly #share: number;
  readonly #rates: Readonly<Record<string, RequestRate>>;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Buckets | undefined>();

  /** @throws InvalidParameterError for a share or a rate that lets nothing pass, and for a rate of no action. */
  constructor(options: RequestBudgetOptions = {}) {
    const { share = DEFAULT_SHARE, rates = {}, clock = systemClock } = options;
    CHECK.that(share > 0 && share <= 1, 'share', 'a number above 0, at most 1', share);
    checkRates(rates);
    this.#share = share;
    this.#rates = rates;
    this.#clock = clock;
  }

  /**
   * Waits until a request may be sent. Clients do this by themselves; call it before requests of your own that
   * are to keep to the same budget.
   *
   * @throws The signal's reason as soon as it aborts; InvalidParameterError for a number of instances that is none.
   */
  async enter(cost: RequestCost, signal?: AbortSignal): Promise<void> {
    const instances = instancesOf(cost);
    const buckets = this.#bucketsOf(cost);
    if (buckets === undefined) return;
    await buckets.requests.take(1, signal);
    try {
      await buckets.instances?.take(instances, signal);
    } catch (error) {
      buckets.requests.putBack(1);
      throw error;
    }
  }

  /** As {@link RequestBudget.enter}, if it takes no waiting. @returns Whether the request may be sent. */
  tryEnter(cost: RequestCost): boolean {
    const instances = instancesOf(cost);
    const buckets = this.#bucketsOf(cost);
    if (buckets === undefined) return true;
    if (!buckets.requests.tryTake(1)) return false;
    if (buckets.instances?.tryTake(instances) !== false) return true;
    buckets.requests.putBack(1);
    return false;
  }

  /** Takes note that AWS refused a request, sent at `sentAt` by the budget's clock, for the rate of its action. */
  noteThrottled(cost: RequestCost, sentAt: number): void {
    this.#bucketsOf(cost)?.requests.slowDown(sentAt);
  }

  /**
   * The way for requests about several instances, of which as many go as there is room for.
   *
   * @internal
   */
  admission(cost: RequestCost): Admission {
    return {
      tryEnter: () => this.tryEnter(cost),
      enter: (signal) => this.enter(cost, signal),
      claim: (wanted) => this.#bucketsOf(cost)?.instances?.takeUpTo(wanted) ?? wanted,
      leave: () => {
        const buckets = this.#bucketsOf(cost);
        buckets?.requests.putBack(1);
        buckets?.instances?.putBack(1);
      },
    };
  }

  #bucketsOf({ action, region, unfiltered = false }: RequestCost): Buckets | undefined {
    const key = `${region}/${action}${unfiltered ? '/unfiltered' : ''}`;
    if (!this.#buckets.has(key)) this.#buckets.set(key, this.#makeBuckets(action, unfiltered));
    return this.#buckets.get(key);
  }

  #makeBuckets(action: string, unfiltered: boolean): Buckets | undefined {
    const rate = this.#rates[action] ?? documentedRate(action, unfiltered);
    if (rate === undefined) return undefined;
    const bucket = ({ capacity, refillPerSecond }: BucketSize): TokenBucket => {
      const size = {
        capacity: Math.max(Math.floor(capacity * this.#share), 1),
        refillPerSecond: refillPerSecond * this.#share,
      };
      return new TokenBucket(size, this.#clock);
    };
    const { requests, instances } = rate;
    return {
      requests: bucket(requests),
      instances: instances === undefined ? undefined : bucket(instances),
    };
  }
}

/** What is no number would never be there, and hold up all who wait in line behind it. */
function instancesOf({ instances = 1 }: RequestCost): number {
  CHECK.that(instances >= 0, 'instances', 'a number, 0 or more', instances);
  return instances;
}

/** How an action is named: without its service it would be that of no request. */
const ACTION = /^[a-z0-9-]+:[A-Za-z0-9]+$/;

function checkRates(rates: Readonly<Record<string, unknown>>): void {
  for (const [action, rate] of Object.entries(rates)) {
    CHECK.that(ACTION.test(action), 'rates', 'given by action, such as "ec2:RunInstances"', action);
    const { requests, instances }: Readonly<Record<string, unknown>> = isRecord(rate) ? rate : {};
    checkSize(requests, `rates.${action}.requests`);
    if (instances !== undefined) checkSize(instances, `rates.${action}.instances`);
  }
}

function checkSize(size: unknown, parameter: string): void {
  const { capacity = 0, refillPerSecond = 0 } = (isRecord(size) ? size : {}) as Partial<BucketSize>;
  const isRight = capacity >= 1 && refillPerSecond > 0;
  const received = size === undefined ? 'nothing' : JSON.stringify(size);
  CHECK.about(isRight, parameter, 'a capacity of at least 1 and a refill above 0', received);
}

interface Buckets {
  readonly requests: TokenBucket;
  readonly instances: TokenBucket | undefined;
}
