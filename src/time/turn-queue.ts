import { abortable } from './abortable.js';

/** Does one thing after the other, in the order in which they were asked for. */
export class TurnQueue {
  #length = 0;
  /** Resolves when the last thing in the queue is over. */
  #tail: Promise<void> = Promise.resolve();

  /** How many things are under way or wait for their turn. */
  get length(): number {
    return this.#length;
  }

  /**
   * Does something after everything that was asked for before, whatever becomes of that. A caller who aborts
   * while it waits leaves the queue without a trace.
   */
  async run<Result>(abortSignal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    const before = this.#tail;
    let release = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#tail = before.then(() => over);
    this.#length += 1;
    try {
      await abortable(before, abortSignal);
      return await work();
    } finally {
      this.#length -= 1;
      release();
    }
  }
}
