/** What a type costs on the spot market of a zone from a moment on. */
export interface SimulatedSpotPrice {
  /** Such as `m8i.4xlarge`. */
  readonly instanceType: string;
  /** Such as `us-east-1b`. */
  readonly availabilityZone: string;
  /** In US dollars per hour. */
  readonly usdPerHour: number;
  /** Default `Linux/UNIX`. */
  readonly productDescription?: string | undefined;
  /** From when on it holds. Default: the simulated time. */
  readonly at?: Date | undefined;
}

/** An entry of the history of spot prices. */
export interface SpotPriceEntry extends Required<Omit<SimulatedSpotPrice, 'at'>> {
  readonly at: number;
}

/** The history of spot prices of a region. What nobody has priced is not in it. */
export class SpotPriceBoard {
  #entries: readonly SpotPriceEntry[] = [];

  put(price: SimulatedSpotPrice, now: number): void {
    const { productDescription = 'Linux/UNIX', at, ...others } = price;
    const entry = { ...others, productDescription, at: at?.getTime() ?? now };
    this.#entries = [...this.#entries, entry].toSorted((one, other) => other.at - one.at);
  }

  /** The prices that held between two times, the latest first: also the one that held at the start. */
  between(startsAt: number, endsAt: number): readonly SpotPriceEntry[] {
    const before = new Set<string>();
    return this.#entries.filter((entry) => {
      if (entry.at > endsAt) return false;
      if (entry.at > startsAt) return true;
      const pool = `${entry.instanceType}/${entry.availabilityZone}/${entry.productDescription}`;
      const isFirst = !before.has(pool);
      before.add(pool);
      return isFirst;
    });
  }
}
