import { TurnQueue } from '../time/turn-queue.js';

/** Lets changes of one worker come one after the other, while those of different workers go on side by side. */
export class WorkerTurns {
  readonly #queues = new Map<string, TurnQueue>();

  /** Does something to a worker once everything is over that was begun on it before. */
  async run<Result>(
    instanceId: string,
    abortSignal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const queue = this.#queues.get(instanceId) ?? new TurnQueue();
    this.#queues.set(instanceId, queue);
    try {
      return await queue.run(abortSignal, work);
    } finally {
      if (queue.length === 0) this.#queues.delete(instanceId);
    }
  }
}
