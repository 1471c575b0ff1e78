import { abortable } from './abortable.js';

/** Work that several wait for. It goes on for as long as one of them does, and is aborted when the last one leaves. */
export class SharedWork<Value> {
  /** The outcome, for whoever takes note of it and does not wait for it. */
  readonly outcome: Promise<Value>;
  readonly #ending = new AbortController();
  #waiting = 0;
  #isDone = false;

  /** Begins the work at once. */
  constructor(begin: (signal: AbortSignal) => Promise<Value>) {
    this.outcome = begin(this.#ending.signal);
    const done = (): void => {
      this.#isDone = true;
    };
    this.outcome.then(done, done);
  }

  /** Whether everybody has left before it was done. */
  get isAbandoned(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Waits for the outcome. Rejects with the signal's reason as soon as that aborts, which concerns no other. */
  async wait(signal: AbortSignal | undefined): Promise<Value> {
    this.#waiting += 1;
    try {
      return await abortable(this.outcome, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && !this.#isDone) this.#ending.abort(signal?.reason);
    }
  }
}
