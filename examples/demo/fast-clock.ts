import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from 'ec2-worker-client';

/** A clock that runs several times as fast as the machine's, so that minutes can be watched in seconds. */
export class FastClock implements Clock {
  readonly #speed: number;
  readonly #startedAt: number = Date.now();

  constructor(speed: number) {
    this.#speed = speed;
  }

  now(): number {
    return this.#startedAt + (Date.now() - this.#startedAt) * this.#speed;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    try {
      await delay(milliseconds / this.#speed, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }
}
