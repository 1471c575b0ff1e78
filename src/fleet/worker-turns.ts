import { TurnQueue } from '../time/turn-queue.js';

/** Lets changes of one worker come one after the other, while those of different workers go on side by side. */
export class WorkerTurns {
  readonly #queues = new Map<string, TurnQueue>();

  /** Does something once everything is over that was begun before under the same key: the id of a worker, or a lab. */
  async run<Result>(
    key: string,
    abortSignal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const queue = this.#queues.get(key) ?? new TurnQueue();
    this.#queues.set(key, queue);
    try {
      return await queue.run(abortSignal, work);
    } finally {
      // By now the queue of this worker may be another one.
      if (queue.length === 0 && this.#queues.get(key) === queue) this.#queues.delete(key);
    }
  }
}
