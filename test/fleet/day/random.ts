/** Numbers from 0 up to 1 that look random, and are the same for the same seed. */
export type Random = () => number;

/** @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One of a list. */
export function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** A number between two. */
export function between(least: number, most: number, random: Random): number {
  return least + random() * (most - least);
}
