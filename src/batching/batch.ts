import type { Slot, SlotHolder } from './slot.js';

/** The slots of one request under way. */
export class Batch<Context, Value> implements SlotHolder<Context, Value> {
  readonly slots: readonly Slot<Context, Value>[];
  readonly ids: readonly string[];
  /** When it was sent. */
  readonly at: number;
  readonly #controller: AbortController | undefined;
  #abandoned = 0;

  constructor(slots: readonly Slot<Context, Value>[], at: number) {
    this.slots = slots;
    this.ids = slots.map(({ id }) => id);
    this.at = at;
    for (const slot of slots) slot.handTo(this);
    // One caller without a signal waits to the end, and so does the request.
    this.#controller = slots.every((slot) => slot.mayBeAbandoned) ? new AbortController() : undefined;
  }

  /** Aborts when nobody waits for any of its slots; `undefined` if that cannot happen. */
  get signal(): AbortSignal | undefined {
    return this.#controller?.signal;
  }

  /** Those that somebody still waits for. */
  wanted(): readonly Slot<Context, Value>[] {
    return this.slots.filter(({ callers }) => callers > 0);
  }

  abandon(): void {
    this.#abandoned += 1;
    if (this.#abandoned === this.slots.length) this.#controller?.abort();
  }
}
