import { createHash } from 'node:crypto';
import { ManualClock } from 'ec2-worker-client/testing';
import { drawFate } from './fate.js';
import { LifeCycle } from './life-cycle.js';
import { drawFrom, SeededRandom } from './seeded-random.js';
import { REGIONS, SoakWorld, type SoakWorldOptions } from './soak-world.js';
import { Tally } from './tally.js';

/** Lives between two stocktakings. */
export const LIVES_A_ROUND = 100;

const AT_A_TIME = 20;
const MINUTE_MS = 60_000;

/** After so long AWS has forgotten what was terminated, and every token. */
const FORGOTTEN_MS = 40 * 60 * MINUTE_MS;

export interface SoakPlan {
  readonly seed: number;
  readonly lives: number;
  readonly clock: SoakWorldOptions['clock'];
  readonly overHttp?: boolean;
  /** Whether days pass between two rounds; by a real clock they would. Default `true`. */
  readonly restsBetween?: boolean;
  /** How many live at once. Default 20. */
  readonly atATime?: number;
  /** Called after each round, with the number of lives so far. */
  readonly afterRound?: (lives: number) => void;
}

export interface SoakResult {
  readonly tally: Tally;
  readonly troubles: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly simulatedMs: number;
  /** The same for every run from one seed: of each request, when it came, where, what for and how it ended. */
  readonly fingerprint: string;
}

/** Lives so many lives, and takes stock after each hundred. */
export async function runSoak(plan: SoakPlan): Promise<SoakResult> {
  const { seed, lives, clock, overHttp = false, restsBetween = true, afterRound } = plan;
  const random = new SeededRandom(seed);
  const undo = drawFrom(new SeededRandom(seed + 1));
  const world = await SoakWorld.open({ clock, random, overHttp });
  const tally = new Tally();
  const hash = createHash('sha256');
  const onUnhandled = (reason: unknown): void => {
    tally.noteDefect('unhandled rejections', String(reason));
  };
  process.on('unhandledRejection', onUnhandled);
  const startedAt = world.clock.now();
  try {
    for (let done = 0; done < lives; done += LIVES_A_ROUND) {
      const cycles: LifeCycle[] = [];
      for (let number = done; number < Math.min(done + LIVES_A_ROUND, lives); number += 1) {
        cycles.push(new LifeCycle(drawFate(world, number), world, tally));
      }
      planOutage(world);
      await liveAll(cycles, world, tally, plan.atATime ?? AT_A_TIME);
      await takeStock(cycles, world, tally);
      for (const { at, region, service, action, outcome } of world.aws.requests) {
        hash.update(`${at - startedAt} ${region} ${service} ${action} ${outcome}\n`);
      }
      world.aws.clearRequests();
      if (restsBetween) await rest(world);
      afterRound?.(tally.lives);
    }
    return {
      tally,
      troubles: world.weather.counts,
      requests: world.sent,
      simulatedMs: world.clock.now() - startedAt,
      fingerprint: hash.digest('hex').slice(0, 16),
    };
  } finally {
    await world.close();
    undo();
    await clock.sleep(0);
    process.off('unhandledRejection', onUnhandled);
    const asleep = clock instanceof ManualClock ? clock.pendingSleeps : 0;
    if (asleep > 0) tally.noteDefect('handles left', `${asleep} sleeps`);
  }
}

/** In each round one region is down for a while. */
function planOutage({ weather, random }: SoakWorld): void {
  const region = REGIONS[random.between(0, REGIONS.length - 1)] ?? REGIONS[0];
  weather.planOutage(region, random.between(1, 10) * MINUTE_MS, random.between(3, 10) * MINUTE_MS);
}

async function liveAll(
  cycles: readonly LifeCycle[],
  world: SoakWorld,
  tally: Tally,
  atATime: number,
): Promise<void> {
  const queue = [...cycles];
  const work = async (): Promise<void> => {
    for (let cycle = queue.shift(); cycle !== undefined; cycle = queue.shift()) {
      const { name, count } = cycle.fate;
      tally.lives += 1;
      if (count > 1) tally.crowds += 1;
      try {
        if ((await cycle.live()) && cycle.knownIds.size !== count) {
          tally.noteDefect('wrong answers', `${name} has ${cycle.knownIds.size} instances and not ${count}`);
        }
      } catch (thrown) {
        tally.noteDefect('wrong error classes', `${name} ended with ${String(thrown)}`);
      }
      // They come one after another, not all at once.
      await world.clock.sleep(world.random.between(0, 30_000));
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
}

/** Compares what there really is, and ever was, with what the lives know of. */
async function takeStock(cycles: readonly LifeCycle[], world: SoakWorld, tally: Tally): Promise<void> {
  await world.clock.sleep(5 * MINUTE_MS);
  const instances = (await Promise.all(REGIONS.map((region) => world.observe(region)))).flat();
  for (const { fate, knownIds } of cycles) {
    const own = instances.filter(({ name }) => name === fate.name);
    tally.instances += own.length;
    if (own.length > fate.count) {
      tally.noteDefect('duplicate instances', `${fate.name}: ${own.length} instances, not ${fate.count}`);
    }
    for (const { instanceId, state } of own) {
      const isKnown = knownIds.has(instanceId);
      if (state === 'terminated' && isKnown) continue;
      tally.noteDefect(
        'leaked instances',
        `${fate.name}: ${instanceId} is ${state}${isKnown ? '' : `, unknown to a ${fate.temper} life`}`,
      );
    }
    const ids = new Set(own.map(({ instanceId }) => instanceId));
    for (const id of knownIds) {
      if (!ids.has(id))
        tally.noteDefect('missing instances', `${fate.name}: ${id} was never launched for it`);
    }
  }
}

/** Lets days pass, in which AWS forgets, credentials end and clocks drift. */
async function rest(world: SoakWorld): Promise<void> {
  await world.clock.sleep(FORGOTTEN_MS);
  await world.renewObserver();
  for (const region of REGIONS) await world.observe(region);
  world.weather.forgetOld();
  world.shiftClocks();
}
