import type { WorkerSnapshot } from '../../model/worker-snapshot.js';
import type { Clock } from '../../time/clock.js';
import { TurnQueue } from '../../time/turn-queue.js';

/** For how long EC2 may not show what was made; after that, what it does not show is gone. */
const YOUTH_MS = 60_000;

/** What this client has made under a key. */
export class SnapshotMemory {
  readonly queue: TurnQueue = new TurnQueue();
  usedAt: number = Number.NEGATIVE_INFINITY;
  #made: readonly WorkerSnapshot[] | undefined;
  #madeAt = Number.NEGATIVE_INFINITY;

  /** What was made lately; `undefined` if nothing. */
  made(now: number): readonly WorkerSnapshot[] | undefined {
    return now - this.#madeAt < YOUTH_MS ? this.#made : undefined;
  }

  remember(made: readonly WorkerSnapshot[] | undefined, now: number): void {
    this.#made = made;
    this.#madeAt = now;
  }
}

/** Keeps what is made under one key one after the other, so that each finds what the one before has made. */
export class SnapshotTurns {
  readonly #clock: Clock;
  readonly #entries = new Map<string, SnapshotMemory>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does something after all that was asked for before under the same key. */
  async inTurn<Result>(
    key: string,
    abortSignal: AbortSignal | undefined,
    work: (memory: SnapshotMemory) => Promise<Result>,
  ): Promise<Result> {
    this.#forgetOld();
    const entry = this.#entries.get(key) ?? new SnapshotMemory();
    this.#entries.set(key, entry);
    return await entry.queue.run(abortSignal, async () => {
      try {
        return await work(entry);
      } finally {
        entry.usedAt = this.#clock.now();
      }
    });
  }

  /** Forgets what was made under a key, since it is deleted. */
  forget(key: string): void {
    this.#entries.get(key)?.remember(undefined, this.#clock.now());
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    for (const [key, { queue, usedAt }] of this.#entries) {
      if (queue.length === 0 && now - usedAt >= YOUTH_MS) this.#entries.delete(key);
    }
  }
}
