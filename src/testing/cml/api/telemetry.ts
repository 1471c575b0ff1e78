import type { Clock } from '../../../time/clock.js';
import type { SimulatedCmlEvent } from '../simulated-cml-host-options.js';

/** The telemetry of a simulated host: one list, given whole. */
export class Telemetry {
  readonly #clock: Clock;
  readonly #events: object[] = [];

  constructor(clock: Clock, events: readonly SimulatedCmlEvent[]) {
    this.#clock = clock;
    for (const event of events) this.add(event);
  }

  get events(): readonly object[] {
    return this.#events;
  }

  add({ category, at, timestamp, userId }: SimulatedCmlEvent): void {
    this.#events.push({
      category,
      timestamp: timestamp ?? new Date(Number(at ?? this.#clock.now())).toISOString(),
      data: userId === undefined ? {} : { user_id: userId },
    });
  }

  clear(): void {
    this.#events.length = 0;
  }
}
