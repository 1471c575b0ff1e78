import { AsyncLocalStorage, createHook } from 'node:async_hooks';

const SETTLED_WITHIN_MS = 2_000;

/**
 * Tells which sockets and timers were made by some code and are still there. Unlike a look at all handles
 * of the process, it leaves out those of the test framework and of servers that the code talks to.
 */
export class HandleTracker implements Disposable {
  readonly #scope = new AsyncLocalStorage<HandleTracker>();
  readonly #open = new Map<number, string>();
  #made = 0;
  readonly #hook = createHook({
    init: (id, type) => {
      if (!/^(Timeout|TCPWRAP)$/.test(type) || this.#scope.getStore() !== this) return;
      this.#open.set(id, type);
      this.#made += 1;
    },
    destroy: (id) => this.#open.delete(id),
  }).enable();

  /** How many were made so far. */
  get made(): number {
    return this.#made;
  }

  /** Runs the code whose handles are wanted. */
  run<Result>(code: () => Promise<Result>): Promise<Result> {
    return this.#scope.run(this, code);
  }

  /** The kinds of those that are open once a moment has passed for them to close. */
  async leftOpen(): Promise<readonly string[]> {
    const deadline = performance.now() + SETTLED_WITHIN_MS;
    while (this.#open.size > 0 && performance.now() < deadline) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
    return [...this.#open.values()];
  }

  [Symbol.dispose](): void {
    this.#hook.disable();
  }
}
