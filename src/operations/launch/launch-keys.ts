import type { Clock } from '../../time/clock.js';
import { TurnQueue } from '../../time/turn-queue.js';

/** For how long what was launched under a key may be unknown to some of EC2's servers. */
const YOUTH_MS = 5 * 60_000;

/** What this client has done under a launch key. */
export interface KeyMemory {
  /** The instances that it has launched. */
  readonly launched: Set<string>;
  /** Whether it has used the key, and knows what came of every request that it sent. */
  settled: boolean;
}

interface Entry extends KeyMemory {
  usedAt: number;
  readonly queue: TurnQueue;
}

/**
 * The launch keys that this client has used within the last minutes: keeps launches with the same key one after
 * the other, so that each finds what the one before has launched.
 */
export class LaunchKeys {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Carries a launch out after all those with the same key that were called before. */
  async inTurn<Result>(
    key: string,
    abortSignal: AbortSignal | undefined,
    launch: (memory: KeyMemory) => Promise<Result>,
  ): Promise<Result> {
    this.#forgetOld();
    const entry = this.#entry(key);
    return await entry.queue.run(abortSignal, async () => {
      try {
        return await launch(entry);
      } finally {
        entry.usedAt = this.#clock.now();
      }
    });
  }

  #entry(key: string): Entry {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = {
      launched: new Set(),
      settled: false,
      usedAt: this.#clock.now(),
      queue: new TurnQueue(),
    };
    this.#entries.set(key, entry);
    return entry;
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    for (const [key, { queue, usedAt }] of this.#entries) {
      if (queue.length === 0 && now - usedAt >= YOUTH_MS) this.#entries.delete(key);
    }
  }
}
