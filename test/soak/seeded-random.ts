/** Random numbers from a seed, so that a run can be retraced: mulberry32. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The next number: from 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(percent: number): boolean {
    return this.next() * 100 < percent;
  }

  /** One of several, each as likely as its weight. */
  pick<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries[entries.length - 1]?.[0] as Name;
  }
}

/**
 * Lets whatever draws lots in this process, such as the jitter between attempts, draw them from a seed.
 *
 * @returns What undoes it.
 */
export function drawFrom(random: SeededRandom): () => void {
  const { random: before } = Math;
  Math.random = () => random.next();
  return () => {
    Math.random = before;
  };
}
