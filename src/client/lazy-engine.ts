import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { ClientEngine } from './client-engine.js';
import { defaultRegion } from './default-region.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { ownCopy } from './own-copy.js';

/**
 * The engine of a client, loaded with the first call, so that importing this package costs little. Calls that come
 * meanwhile are carried out in their order, with the inputs that they were made with; once the engine is there, each
 * call is carried out in its own turn.
 */
export class LazyEngine {
  /** The default region as far as it is known without reading a file. */
  readonly region: AwsRegion | undefined;
  readonly #options: Ec2WorkerClientOptions;
  #engine: ClientEngine | undefined;
  #loading: Promise<ClientEngine> | undefined;
  #isDestroyed = false;

  constructor(options: Ec2WorkerClientOptions) {
    // As they are now, whatever becomes of them, and of the environment, until the first call.
    this.#options = { ...options };
    this.region = defaultRegion(options);
  }

  get isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** Makes a call, with what was given for it. */
  call<Given extends readonly unknown[], Result>(
    given: readonly [...Given],
    run: (engine: ClientEngine, given: readonly [...Given]) => Promise<Result>,
  ): Promise<Result> {
    if (this.#engine !== undefined) return run(this.#engine, given);
    const own = ownCopy(given);
    return this.#load().then((engine) => run(engine, own));
  }

  /** Makes a call that goes on to read its inputs after its first turn: with a copy, since its caller may change them. */
  callByCopy<Given extends readonly unknown[], Result>(
    given: readonly [...Given],
    run: (engine: ClientEngine, given: readonly [...Given]) => Promise<Result>,
  ): Promise<Result> {
    return this.call(ownCopy(given), run);
  }

  /** Makes a call whose answer comes piece by piece. Nothing of it is read before the first piece is asked for. */
  iterate<Given extends readonly unknown[], Item>(
    given: readonly [...Given],
    run: (engine: ClientEngine, given: readonly [...Given]) => AsyncIterable<Item>,
  ): AsyncIterable<Item> {
    const own = ownCopy(given);
    return this.#engine === undefined ? this.#iterate(own, run) : run(this.#engine, own);
  }

  /** Ends what is under way. Calls that still wait for the engine end in the same way, before anything is sent. */
  destroy(): void {
    this.#isDestroyed = true;
    if (this.#engine !== undefined) this.#engine.destroy();
    else this.#loading?.then(destroyEngine, ignore);
  }

  async *#iterate<Given, Item>(
    given: Given,
    run: (engine: ClientEngine, given: Given) => AsyncIterable<Item>,
  ): AsyncGenerator<Item, void, undefined> {
    yield* run(await this.#load(), given);
  }

  #load(): Promise<ClientEngine> {
    if (this.#loading !== undefined) return this.#loading;
    const isDestroyed = this.#isDestroyed;
    const loading = loadEngine().then(({ ClientEngine: Engine }) => {
      const engine = new Engine(this.#options, this.region);
      if (isDestroyed) engine.destroy();
      return engine;
    });
    this.#loading = loading;
    // The first to hear of it: a call made from now on comes after those that have waited.
    loading.then(
      (engine) => {
        this.#engine = engine;
      },
      () => {
        this.#loading = undefined;
      },
    );
    return loading;
  }
}

/**
 * Loads what carries out the calls; both Node and bundlers follow this import.
 *
 * @throws Ec2WorkerError if the files of this package are not what they were when it was loaded.
 */
export async function loadEngine(): Promise<typeof import('./client-engine.js')> {
  try {
    return await import('./client-engine.js');
  } catch (cause) {
    throw new Ec2WorkerError({
      message:
        'A part of ec2-worker-client could not be loaded. If the package was replaced while it was in use, ' +
        'start the process again; if it was bundled, see that all files of the bundle are there.',
      cause,
    });
  }
}

function destroyEngine(engine: ClientEngine): void {
  engine.destroy();
}

function ignore(): void {
  // What could not be loaded needs no end, and its callers have heard of it.
}
