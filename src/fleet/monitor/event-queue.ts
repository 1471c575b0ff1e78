import type { FleetEvent, MonitorLagged } from './fleet-event.js';
import { type MergeableEvent, mergeEvents } from './merge-events.js';

/**
 * Keeps events until a reader takes them. With more than so many it puts them together, and tells that it has: what is
 * left grows with the number of workers, but not with time.
 */
export class EventQueue {
  readonly #most: number;
  readonly #now: () => number;
  #events: MergeableEvent[] = [];
  /** How many of the first events are taken already: to shift a long list for each would take too long. */
  #taken = 0;
  /** Beyond this many they are put together. Twice what was left, so that it is not done for each event anew. */
  #limit: number;
  #merged = 0;
  #closing: { readonly reason: unknown } | undefined;
  #reader:
    | { readonly resolve: (event: FleetEvent) => void; readonly reject: (reason: unknown) => void }
    | undefined;

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#limit = most;
    this.#now = now;
  }

  put(event: MergeableEvent): void {
    if (this.#closing !== undefined) return;
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      reader.resolve(event);
      return;
    }
    this.#events.push(event);
    if (this.#events.length - this.#taken > this.#limit) this.#merge();
  }

  /** The next event. Rejects with the reason once it is closed and everything is taken. */
  take(): Promise<FleetEvent> {
    return new Promise((resolve, reject) => {
      const event = this.#next();
      if (event !== undefined) resolve(event);
      else {
        this.#reader = { resolve, reject };
        this.#tellEnd();
      }
    });
  }

  /** Takes no more events. */
  close(reason: unknown): void {
    this.#closing ??= { reason };
    this.#tellEnd();
  }

  #next(): FleetEvent | undefined {
    if (this.#merged > 0) {
      const lagged: MonitorLagged = { type: 'lagged', at: new Date(this.#now()), merged: this.#merged };
      this.#merged = 0;
      return lagged;
    }
    const event = this.#events[this.#taken];
    if (event === undefined) return undefined;
    this.#taken += 1;
    if (this.#taken * 2 > this.#events.length) {
      this.#events = this.#events.slice(this.#taken);
      this.#taken = 0;
    }
    return event;
  }

  #merge(): void {
    const waiting = this.#events.slice(this.#taken);
    this.#events = [...mergeEvents(waiting)];
    this.#taken = 0;
    this.#merged += waiting.length - this.#events.length;
    this.#limit = Math.max(this.#most, 2 * this.#events.length);
  }

  #tellEnd(): void {
    if (this.#closing === undefined) return;
    this.#reader?.reject(this.#closing.reason);
    this.#reader = undefined;
  }
}
