import { ConflictError } from '../../errors/conflict-error.js';
import { abortable } from '../../time/abortable.js';
import type { Clock } from '../../time/clock.js';
import { startDeadline } from '../../time/deadline.js';
import { type LinkedSignal, linkSignals } from '../../time/linked-signal.js';
import type { Lease, LeaseStore } from '../leases/lease-store.js';

/** How long a lease holds unless it is renewed, in seconds: as long as a killed holder keeps others out. */
export const LEASE_SECONDS = 30;

/** How much of a lease has to be left to begin a write, in milliseconds: about what a request may take. */
const MARGIN_MS = 10_000;

/** What a lease is held for. */
export interface LeaseSubject {
  readonly operation: string;
  readonly instanceIds: readonly string[];
  readonly region: string | undefined;
}

/** A lease while it is held: renewed by a heartbeat, and known to be lost as soon as it is. */
export class HeldLease {
  readonly #store: LeaseStore;
  readonly #clock: Clock;
  readonly #subject: LeaseSubject;
  /** Ends the heartbeat. */
  readonly #over = new AbortController();
  readonly #linked: LinkedSignal;
  #lease: Lease;
  #lost: ConflictError | undefined;

  constructor(
    store: LeaseStore,
    clock: Clock,
    lease: Lease,
    {
      subject,
      abortSignal,
    }: { readonly subject: LeaseSubject; readonly abortSignal: AbortSignal | undefined },
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#subject = subject;
    this.#lease = lease;
    this.#linked = linkSignals([abortSignal]);
    void this.#beat();
  }

  /** Aborts with the caller's own signal, and as soon as the lease is lost. */
  get signal(): AbortSignal {
    return this.#linked.signal;
  }

  /** The fencing token. */
  get token(): number {
    return this.#lease.token;
  }

  /** What was lost, once it is. */
  get loss(): ConflictError | undefined {
    return this.#lost;
  }

  /**
   * Makes sure, by renewing it, that the lease is held, and for long enough to write something.
   *
   * @throws ConflictError once it is lost.
   */
  async confirm(): Promise<void> {
    if (this.#lost === undefined) await this.#renew();
    if (this.#left() < MARGIN_MS) this.#lose();
    if (this.#lost !== undefined) throw this.#lost;
  }

  /** Gives it back. A store that fails to take it back lets it expire. */
  async release(): Promise<void> {
    this.#over.abort();
    this.#linked.release();
    try {
      await this.#store.release(this.#lease);
    } catch {
      // What was done is done, and the lease ends by itself.
    }
  }

  async #beat(): Promise<void> {
    const { signal } = this.#over;
    const pause = (LEASE_SECONDS * 1_000) / 3;
    while (this.#lost === undefined && !signal.aborted) {
      try {
        await this.#clock.sleep(pause, signal);
      } catch {
        return;
      }
      await this.#renew();
    }
  }

  /** A store that cannot be asked, or does not answer, leaves the lease as it is until its time is up. */
  async #renew(): Promise<void> {
    const deadline = startDeadline(this.#clock, this.#left(), [this.#over.signal]);
    const { signal: abortSignal } = deadline;
    try {
      const renewing = this.#store.renew(this.#lease, { durationSeconds: LEASE_SECONDS, abortSignal });
      const renewed = await abortable(renewing, abortSignal);
      if (renewed === undefined) this.#lose();
      else this.#lease = renewed;
    } catch {
      if (this.#left() <= 0) this.#lose();
    } finally {
      deadline.dispose();
    }
  }

  #left(): number {
    return this.#lease.expiresAt.getTime() - this.#clock.now();
  }

  #lose(): void {
    if (this.#over.signal.aborted) return;
    const { operation, instanceIds, region } = this.#subject;
    const what = instanceIds[0] ?? this.#lease.key;
    const message = `${operation}: the lease on ${what}${region === undefined ? '' : ` in ${region}`} was lost, so nothing more was written. What was written before stands: call again, which goes on from there.`;
    this.#lost ??= new ConflictError({ ...this.#subject, conflictsWith: 'change', retryable: true, message });
    this.#linked.abort(this.#lost);
  }
}
