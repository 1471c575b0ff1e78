import type { Clock } from '../time/clock.js';
import { type Caller, Slot, type SlotHolder, type SlotManners } from './slot.js';

/** The slots of a lane that are yet to be sent, in the order in which they came, each id once. */
export class Queue<Context, Value> implements SlotHolder<Context, Value> {
  readonly #clock: Clock;
  readonly #manners: SlotManners<Context, Value>;
  readonly #onEmpty: () => void;
  #slots = new Map<string, Slot<Context, Value>>();

  /** `onEmpty` is called when the last one who waited has gone. */
  constructor(clock: Clock, manners: SlotManners<Context, Value>, onEmpty: () => void) {
    this.#clock = clock;
    this.#manners = manners;
    this.#onEmpty = onEmpty;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** When the one that has waited longest came. */
  get oldest(): number | undefined {
    for (const { since } of this.#slots.values()) return since;
    return undefined;
  }

  add(id: string, caller: Caller<Context, Value>): void {
    const known = this.#slots.get(id);
    const slot = known ?? new Slot(id, this.#clock.now(), this, this.#manners);
    if (known === undefined) this.#slots.set(id, slot);
    slot.join(caller);
  }

  /** Puts slots in front of all others; where an id is in line already, the two become one. */
  putBack(slots: readonly Slot<Context, Value>[]): void {
    const others = this.#slots;
    this.#slots = new Map();
    for (const slot of slots) {
      const newer = others.get(slot.id);
      if (newer !== undefined) slot.absorb(newer);
      others.delete(slot.id);
      slot.handTo(this);
      this.#slots.set(slot.id, slot);
    }
    for (const [id, slot] of others) this.#slots.set(id, slot);
  }

  /** Takes the first `count` out. */
  take(count: number): Slot<Context, Value>[] {
    const taken: Slot<Context, Value>[] = [];
    for (const [id, slot] of this.#slots) {
      if (taken.length >= count) break;
      taken.push(slot);
      this.#slots.delete(id);
    }
    return taken;
  }

  abandon(slot: Slot<Context, Value>): void {
    this.#slots.delete(slot.id);
    if (this.#slots.size === 0) this.#onEmpty();
  }
}
