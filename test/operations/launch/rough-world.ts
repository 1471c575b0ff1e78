import {
  type CreateInstancesInput,
  type Ec2WorkerClient,
  LAUNCH_KEY_TAG,
  launchChoices,
} from 'ec2-worker-client';
import { LAUNCH, WorkerSimulation } from '../../client/worker-simulation.js';
import { watchedHandler } from './watched-handler.js';

/** How often things go wrong, in percent of the requests, or of the launches for crashes. */
const PERCENT = { noCapacity: 20, throttled: 5, lostReply: 5, crash: 2 } as const;

/** No launch takes so many, unless it never ends. */
const MOST_TRIES = 60;

/** Random numbers from a seed, so that a failure can be retraced: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A process of the service that launches: it may end at any request. */
interface Process {
  readonly client: Ec2WorkerClient;
  /** Rejects when the process ends. */
  readonly end: Promise<never>;
  readonly crash: () => void;
}

/** What is left at the end, for each launch. */
export interface Inventory {
  /** How many instances were asked for, by launch key. */
  readonly asked: ReadonlyMap<string, number>;
  /** How many were ever launched, by launch key. */
  readonly launched: ReadonlyMap<string, number>;
  /** Whether every caller was told exactly its instances. */
  readonly toldRight: boolean;
  readonly crashes: number;
}

/**
 * An AWS that lacks capacity, throttles, loses replies and shows instances late, and a service that launches
 * there, crashes, and begins again with the keys that it has written down.
 */
export class RoughWorld {
  readonly #random: () => number;
  readonly #simulation: WorkerSimulation;
  #process: Process;
  #crashes = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    this.#simulation = new WorkerSimulation(
      {},
      {
        timing: { visibleAfterMs: 1_000 + Math.floor(this.#random() * 4_000) },
        limits: { requests: { capacity: 50, refillPerSecond: 20 } },
      },
    );
    this.#process = this.#start();
  }

  /** Carries out so many launches, some at a time, and tells what there is when all are done. */
  async launch(count: number, atATime = 25): Promise<Inventory> {
    const inputs = Array.from({ length: count }, (_, index) => this.#input(`launch-${index}`));
    const told = new Map<string, readonly string[]>();
    const queue = [...inputs];
    const work = async (): Promise<void> => {
      for (let input = queue.shift(); input !== undefined; input = queue.shift()) {
        told.set(input.launchKey ?? '', await this.#launchOne(input));
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
    return await this.#takeInventory(inputs, told);
  }

  /** Launches until all is there, as a service does that has written its intent down. */
  async #launchOne(input: CreateInstancesInput): Promise<readonly string[]> {
    const { clock } = this.#simulation;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const current = this.#process;
      if (this.#happens(PERCENT.crash)) void this.#crashSoon(current);
      try {
        const { complete, instances } = await Promise.race([
          current.client.createInstances(input),
          current.end,
        ]);
        if (complete) return instances.map(({ instanceId }) => instanceId);
      } catch {
        // A crash, or a failure that the launch did not survive: the next process, or try, has the key.
      }
      await clock.sleep(this.#random() * 3_000);
    }
    throw new Error(`${input.launchKey} is not complete after ${MOST_TRIES} tries.`);
  }

  /** One choice, or several over types and markets; the last always has capacity unless bad luck strikes. */
  #input(launchKey: string): CreateInstancesInput {
    const several = launchChoices({
      markets: ['spot', 'on-demand'],
      instanceTypes: ['c5.metal', 'm5.metal'],
    });
    return {
      ...LAUNCH,
      name: launchKey,
      count: 1 + Math.floor(this.#random() * 3),
      launchKey,
      choices: this.#happens(70) ? several : undefined,
    };
  }

  #happens(percent: number): boolean {
    return this.#random() * 100 < percent;
  }

  #start(): Process {
    const { aws } = this.#simulation;
    let isDead = false;
    let die = (): void => undefined;
    const end = new Promise<never>((_, reject) => {
      die = () => {
        reject(new Error('The process has ended.'));
      };
    });
    end.catch(() => undefined);
    const client = this.#simulation.connect({
      requestHandler: watchedHandler(aws.requestHandler, async (send) => {
        this.#planFaults();
        const reply = await send();
        // Nobody is there any more to take the reply.
        return isDead ? await new Promise(() => undefined) : reply;
      }),
    });
    const crash = (): void => {
      isDead = true;
      die();
      client.destroy();
    };
    return { client, end, crash };
  }

  /** What strikes the next request, be it this one or another that is quicker. */
  #planFaults(): void {
    const { aws } = this.#simulation;
    const action = 'RunInstances';
    if (this.#happens(PERCENT.lostReply)) aws.fail({ effect: 'lost-reply' });
    if (this.#happens(PERCENT.throttled)) aws.fail({ code: 'RequestLimitExceeded' });
    if (this.#happens(PERCENT.noCapacity / 4)) aws.fail({ action, code: 'InsufficientInstanceCapacity' });
    if (this.#happens(PERCENT.noCapacity)) this.#moveCapacity();
  }

  /** Leaves a type between none and a few instances more than there are, so that launches are cut short. */
  #moveCapacity(): void {
    const { aws } = this.#simulation;
    const instanceType = this.#happens(50) ? 'c5.metal' : 'm5.metal';
    const market = this.#happens(50) ? 'spot' : 'on-demand';
    const launched = aws.requests.length;
    const instances = this.#happens(50) ? Math.floor((this.#random() * launched) / 10) : Infinity;
    aws.setCapacity({ instanceType, market, instances });
  }

  /** Ends a process at some time within the next seconds: requests under way are carried out unheard. */
  async #crashSoon(current: Process): Promise<void> {
    await this.#simulation.clock.sleep(this.#random() * 3_000);
    if (current !== this.#process) return;
    this.#crashes += 1;
    this.#process = this.#start();
    current.crash();
  }

  async #takeInventory(
    inputs: readonly CreateInstancesInput[],
    told: ReadonlyMap<string, readonly string[]>,
  ): Promise<Inventory> {
    const { aws, client } = this.#simulation;
    aws.clearFaults();
    await aws.advance(10_000);
    const idsByKey = new Map<string, string[]>();
    for (const { instanceId, tags } of await client.listInstances({ includeTerminated: true })) {
      const key = tags[LAUNCH_KEY_TAG] ?? 'none';
      idsByKey.set(key, [...(idsByKey.get(key) ?? []), instanceId]);
    }
    return {
      asked: new Map(inputs.map(({ launchKey = '', count }) => [launchKey, count])),
      launched: new Map([...idsByKey].map(([key, ids]) => [key, ids.length])),
      toldRight: [...told].every(
        ([key, ids]) => ids.toSorted().join() === idsByKey.get(key)?.toSorted().join(),
      ),
      crashes: this.#crashes,
    };
  }
}
