import type { Clock } from '../time/clock.js';

/** Answers that are there wait no longer than this for the others. */
const PATIENCE_MS = 1_000;

/** Gathers answers that were asked for together, to hand them on together. */
export class Gathering {
  readonly #clock: Clock;
  #hands: (() => void)[] = [];
  #outstanding: number;
  #patience: AbortController | undefined;

  constructor(size: number, clock: Clock) {
    this.#outstanding = size;
    this.#clock = clock;
  }

  /** Takes what hands one answer on. */
  add(hand: () => void): void {
    this.#hands.push(hand);
    this.#outstanding -= 1;
    if (this.#outstanding === 0) this.#handOn();
    else this.#patience ??= this.#startPatience();
  }

  #startPatience(): AbortController {
    const patience = new AbortController();
    this.#clock.sleep(PATIENCE_MS, patience.signal).then(
      () => {
        this.#patience = undefined;
        this.#handOn();
      },
      () => undefined,
    );
    return patience;
  }

  #handOn(): void {
    this.#patience?.abort();
    this.#patience = undefined;
    const hands = this.#hands;
    this.#hands = [];
    for (const hand of hands) hand();
  }
}
