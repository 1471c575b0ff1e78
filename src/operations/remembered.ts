import type { PortCall } from '../ec2/ec2-port.js';
import { PermissionDeniedError } from '../errors/permission-denied-error.js';
import type { Clock } from '../time/clock.js';
import { SharedWork } from '../time/shared-work.js';

/** How long what may not be read is not asked for again: a policy takes about as long to come into force. */
const DENIAL_LIFE_MS = 60_000;

interface Entry<Value> {
  readonly reading: SharedWork<Value>;
  until: number;
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

  /**
   * Of failures, only a missing permission is remembered, for a minute. An abort ends the caller's wait; the reading
   * goes on for others, if there are any.
   */
  get(
    key: string,
    { operation, abortSignal }: PortCall,
    read: (call: PortCall) => Promise<Value>,
  ): Promise<Value> {
    const known = this.#entries.get(key);
    const isCurrent = known !== undefined && this.#clock.now() < known.until && !known.reading.isAbandoned;
    if (isCurrent) return known.reading.wait(abortSignal);
    const reading = new SharedWork((signal) => read({ operation, abortSignal: signal }));
    const entry = { reading, until: this.#clock.now() + this.#lifeMs };
    this.#entries.set(key, entry);
    reading.outcome.catch((error: unknown) => {
      if (this.#entries.get(key) !== entry) return;
      if (PermissionDeniedError.isInstance(error)) entry.until = this.#clock.now() + DENIAL_LIFE_MS;
      else this.#entries.delete(key);
    });
    return reading.wait(abortSignal);
  }
}
