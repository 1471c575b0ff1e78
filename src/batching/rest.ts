import type { Clock } from '../time/clock.js';
import { type LinkedSignal, linkSignals } from '../time/linked-signal.js';
import type { Slot, SlotHolder } from './slot.js';

/** Slots that wait to be sent again. */
export class Rest<Context, Value> implements SlotHolder<Context, Value> {
  readonly #slots: Set<Slot<Context, Value>>;
  readonly #ending: LinkedSignal;

  /** Nobody rests on after `closing` has aborted. */
  constructor(slots: readonly Slot<Context, Value>[], closing: AbortSignal | undefined) {
    this.#ending = linkSignals([closing]);
    this.#slots = new Set(slots);
    for (const slot of slots) slot.handTo(this);
  }

  /** Waits; no longer than somebody wants it. @returns The slots that are still wanted. */
  async until(milliseconds: number, clock: Clock): Promise<readonly Slot<Context, Value>[]> {
    try {
      if (milliseconds > 0) await clock.sleep(milliseconds, this.#ending.signal);
    } catch {
      // Nobody waits any more, or the client is gone.
    }
    this.#ending.release();
    return [...this.#slots];
  }

  /** Answers a slot with its latest failure. */
  giveUp(slot: Slot<Context, Value>): void {
    this.#slots.delete(slot);
    slot.settle({ error: slot.failures?.at(-1) });
  }

  abandon(slot: Slot<Context, Value>): void {
    this.#slots.delete(slot);
    if (this.#slots.size === 0) this.#ending.abort();
  }
}
