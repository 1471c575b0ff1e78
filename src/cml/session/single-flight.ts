import { abortable } from '../../time/abortable.js';

/** Work that is under way, and who waits for it. */
interface Flight<Result> {
  readonly result: Promise<Result>;
  readonly controller: AbortController;
  waiters: number;
}

/**
 * Does something once for all who ask for it meanwhile. Each waits with a signal of its own; the work is given up
 * when nobody waits any more.
 */
export class SingleFlight<Result> {
  #flight: Flight<Result> | undefined;

  async join(
    signal: AbortSignal | undefined,
    begin: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    signal?.throwIfAborted();
    this.#flight ??= this.#start(begin);
    const flight = this.#flight;
    flight.waiters += 1;
    try {
      return await abortable(flight.result, signal);
    } finally {
      flight.waiters -= 1;
      if (flight.waiters === 0) {
        this.#end(flight);
        flight.controller.abort();
      }
    }
  }

  #start(begin: (signal: AbortSignal) => Promise<Result>): Flight<Result> {
    const controller = new AbortController();
    const flight: Flight<Result> = { result: begin(controller.signal), controller, waiters: 0 };
    const end = (): void => {
      this.#end(flight);
    };
    flight.result.then(end, end);
    return flight;
  }

  #end(flight: Flight<Result>): void {
    if (this.#flight === flight) this.#flight = undefined;
  }
}
