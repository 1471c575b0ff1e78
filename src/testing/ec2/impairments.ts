/** The status checks that can be made to fail. */
export type SimulatedCheck = 'system' | 'instance' | 'attachedEbs';

interface Impairment {
  readonly check: SimulatedCheck;
  readonly from: number;
  until: number;
}

/** When which status checks of an instance fail, the past included: reads may be behind the truth. */
export class Impairments {
  readonly #all: Impairment[] = [];

  /** Since when a check fails at `now`; `undefined` if it does not. */
  since(check: SimulatedCheck, now: number): number | undefined {
    return this.#all.findLast((each) => each.check === check && each.from <= now && now < each.until)?.from;
  }

  begin(check: SimulatedCheck, now: number): void {
    if (this.since(check, now) !== undefined) return;
    this.#all.push({ check, from: now, until: Number.POSITIVE_INFINITY });
  }

  /** Ends the impairment of one check, or of all. */
  end(check: SimulatedCheck | undefined, now: number): void {
    for (const each of this.#all) {
      if (check === undefined || each.check === check) each.until = Math.min(each.until, now);
    }
  }
}
