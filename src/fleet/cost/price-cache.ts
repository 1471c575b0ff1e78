import { AbortedError } from '../../errors/aborted-error.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { abortable } from '../../time/abortable.js';
import type { Clock } from '../../time/clock.js';

interface Remembered<Price> {
  readonly price: Promise<Price | undefined>;
  /** When it was asked for. */
  readonly at: number;
}

/** Remembers prices for a while, those that are not known as well, and asks for each once at a time. */
export class PriceCache<Price> {
  readonly #clock: Clock;
  readonly #cacheMs: number;
  readonly #remembered = new Map<string, Remembered<Price>>();
  readonly #underWay = new Set<string>();

  constructor(clock: Clock, cacheSeconds: number) {
    this.#clock = clock;
    this.#cacheMs = cacheSeconds * 1_000;
  }

  /** A caller who aborts goes alone: the question goes on for the others. */
  async get(
    key: string,
    abortSignal: AbortSignal | undefined,
    ask: () => Promise<Price | undefined>,
  ): Promise<Price | undefined> {
    const operation = 'AwsPriceList';
    try {
      abortSignal?.throwIfAborted();
      return await abortable(this.#find(key, ask), abortSignal);
    } catch (error) {
      if (abortSignal?.aborted !== true || Ec2WorkerError.isInstance(error)) throw error;
      throw new AbortedError({ operation, cause: abortSignal.reason });
    }
  }

  #find(key: string, ask: () => Promise<Price | undefined>): Promise<Price | undefined> {
    const known = this.#remembered.get(key);
    const isFresh = known !== undefined && this.#clock.now() - known.at < this.#cacheMs;
    if (known !== undefined && (isFresh || this.#underWay.has(key))) return known.price;
    const price = ask();
    const asked = { price, at: this.#clock.now() };
    this.#remembered.set(key, asked);
    this.#underWay.add(key);
    price.then(
      () => this.#underWay.delete(key),
      () => {
        // A failure is not remembered: the next one asks again.
        this.#underWay.delete(key);
        this.#remembered.delete(key);
      },
    );
    return price;
  }
}
