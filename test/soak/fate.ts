import type { SoakWorld } from './soak-world.js';
import { REGIONS } from './soak-world.js';

/**
 * How much a life puts up with: `patient` goes on until it is done, `hurried` has a deadline, `impatient` waits only
 * so long for each change, and `fragile` ends with the first error.
 */
type Temper = 'patient' | 'hurried' | 'impatient' | 'fragile';

const TEMPERS: Readonly<Record<Temper, number>> = { patient: 60, hurried: 15, impatient: 10, fragile: 15 };

/** What is drawn for a life before it begins. */
export interface Fate {
  readonly name: string;
  readonly temper: Temper;
  readonly region: (typeof REGIONS)[number];
  /** Which of the clients it is lived with. */
  readonly client: number;
  readonly count: number;
  /** Launches with a token of its own, rather than with the one that errors tell. */
  readonly hasToken: boolean;
  readonly hasChoices: boolean;
  readonly hasMetrics: boolean;
  readonly deadlineMs: number | undefined;
  readonly maxWaitMs: number | undefined;
}

export function drawFate(world: SoakWorld, number: number): Fate {
  const { random, clients } = world;
  const temper = random.pick(TEMPERS);
  const isCrowd = random.happens(25);
  return {
    name: `soak-${number}`,
    temper,
    region: REGIONS[random.between(0, REGIONS.length - 1)] ?? REGIONS[0],
    client: random.between(0, clients.length - 1),
    count: isCrowd ? random.between(2, 6) : 1,
    hasToken: random.happens(50),
    hasChoices: random.happens(50),
    hasMetrics: random.happens(5),
    deadlineMs: temper === 'hurried' ? random.between(500, 900_000) : undefined,
    maxWaitMs: temper === 'impatient' ? random.between(5_000, 200_000) : undefined,
  };
}
