import type { PortCall } from '../ec2/ec2-port.js';
import { abortable } from '../time/abortable.js';
import type { Clock } from '../time/clock.js';

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly until: number;
}

/** Remembers what was read for a while, and reads once for all who ask at the same time. */
export class Remembered<Value> {
  readonly #clock: Clock;
  readonly #lifeMs: number;
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(clock: Clock, lifeMs: number) {
    this.#clock = clock;
    this.#lifeMs = lifeMs;
  }

  /** A failure is not remembered. An abort ends the caller's wait; the reading may serve others as well. */
  get(
    key: string,
    { operation, abortSignal }: PortCall,
    read: (call: PortCall) => Promise<Value>,
  ): Promise<Value> {
    const known = this.#entries.get(key);
    if (known !== undefined && this.#clock.now() < known.until) return abortable(known.value, abortSignal);
    const value = read({ operation });
    const entry = { value, until: this.#clock.now() + this.#lifeMs };
    this.#entries.set(key, entry);
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return abortable(value, abortSignal);
  }
}
