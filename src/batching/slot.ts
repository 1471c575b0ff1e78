import type { Outcome } from './outcome.js';

/** Whoever has a slot at the moment, and wants to know when nobody waits for it any more. */
export interface SlotHolder<Context, Value> {
  abandon(slot: Slot<Context, Value>): void;
}

/** One caller's place in a slot. */
export interface Caller<Context, Value> {
  /** On whose behalf, in the words of whoever translates the errors. */
  readonly context: Context;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
  /** Listens to the signal while the caller waits. */
  onAbort?: () => void;
}

/** How a slot tells its callers apart. */
export interface SlotManners<Context, Value> {
  /** The error for one of several callers that the same failure concerns. */
  readonly errorFor: (error: unknown, id: string, context: Context) => unknown;
  /** The value for a second caller: what one does with it must be no concern of the other. */
  readonly copy: (value: Value) => Value;
}

/** One id on its way, and everybody who waits for its answer. Each of them is answered exactly once. */
export class Slot<Context, Value> {
  readonly id: string;
  /** When its first caller came. */
  readonly since: number;
  /** The errors of the requests that it was in, the latest last; `undefined` while it was in none that failed. */
  failures: readonly unknown[] | undefined;
  readonly #manners: SlotManners<Context, Value>;
  #callers: Caller<Context, Value>[] = [];
  #holder: SlotHolder<Context, Value>;

  constructor(
    id: string,
    since: number,
    holder: SlotHolder<Context, Value>,
    manners: SlotManners<Context, Value>,
  ) {
    this.id = id;
    this.since = since;
    this.#holder = holder;
    this.#manners = manners;
  }

  /** How many wait for it. */
  get callers(): number {
    return this.#callers.length;
  }

  /** Whether all who wait for it may go before the answer. */
  get mayBeAbandoned(): boolean {
    return this.#callers.every(({ signal }) => signal !== undefined);
  }

  /** Gives the slot to another holder. */
  handTo(holder: SlotHolder<Context, Value>): void {
    this.#holder = holder;
  }

  /** Adds a caller, until its signal aborts: then it is rejected with the signal's reason, and nobody else. */
  join(caller: Caller<Context, Value>): void {
    this.#callers.push(caller);
    const { signal } = caller;
    if (signal === undefined) return;
    caller.onAbort = (): void => {
      this.#callers = this.#callers.filter((other) => other !== caller);
      caller.reject(signal.reason);
      if (this.#callers.length === 0) this.#holder.abandon(this);
    };
    signal.addEventListener('abort', caller.onAbort, { once: true });
  }

  /** Takes over everybody who waits for another slot of the same id. */
  absorb(other: Slot<Context, Value>): void {
    for (const caller of other.#dismiss()) this.join(caller);
  }

  /** Answers everybody who waits. */
  settle(outcome: Outcome<Value>): void {
    let isFirst = true;
    for (const caller of this.#dismiss()) {
      if ('error' in outcome) caller.reject(this.#manners.errorFor(outcome.error, this.id, caller.context));
      else caller.resolve(isFirst ? outcome.value : this.#manners.copy(outcome.value));
      isFirst = false;
    }
  }

  #dismiss(): readonly Caller<Context, Value>[] {
    const callers = this.#callers;
    this.#callers = [];
    for (const { signal, onAbort } of callers) {
      if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
    }
    return callers;
  }
}
