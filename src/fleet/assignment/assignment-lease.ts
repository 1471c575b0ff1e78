import { ConflictError } from '../../errors/conflict-error.js';
import type { FleetContext } from '../fleet-context.js';
import { type KeptLease, keepAlive } from '../leases/keep-alive.js';
import type { Lease, LeaseStore } from '../leases/lease-store.js';

/** How long a lease holds unless it is renewed, in seconds: as long as a killed holder keeps others out. */
export const LEASE_SECONDS = 30;

/** How much of a lease has to be left to begin a write, in seconds: about what a request may take. */
const MARGIN_SECONDS = 10;

/** What a lease is held for. */
export interface LeaseSubject {
  readonly operation: string;
  readonly instanceIds: readonly string[];
  readonly region: string | undefined;
}

/** A lease that is kept as long as something is done to a worker. */
export class AssignmentLease {
  readonly #store: LeaseStore;
  readonly #kept: KeptLease;
  readonly #subject: LeaseSubject;

  constructor(
    { clock, logger }: Pick<FleetContext, 'clock' | 'logger'>,
    store: LeaseStore,
    lease: Lease,
    options: { readonly subject: LeaseSubject; readonly abortSignal: AbortSignal | undefined },
  ) {
    const { subject, abortSignal } = options;
    this.#store = store;
    this.#subject = subject;
    this.#kept = keepAlive(store, lease, { durationSeconds: LEASE_SECONDS, clock, logger, abortSignal });
  }

  /** Aborts with the caller's own signal, and as soon as the lease is lost. */
  get signal(): AbortSignal {
    return this.#kept.signal;
  }

  /** The fencing token. */
  get token(): number {
    return this.#kept.lease.token;
  }

  /** What is to be told of the lease, once it is lost. */
  get loss(): ConflictError | undefined {
    if (!this.#kept.isLost) return undefined;
    const { operation, instanceIds, region } = this.#subject;
    const what = instanceIds[0] ?? this.#kept.lease.key;
    const message = `${operation}: the lease on ${what}${region === undefined ? '' : ` in ${region}`} was lost, so nothing more was written. What was written before stands: call again, which goes on from there.`;
    const cause: unknown = this.#kept.signal.reason;
    return new ConflictError({ ...this.#subject, conflictsWith: 'change', retryable: true, message, cause });
  }

  /**
   * Makes sure, by renewing it, that the lease is held, and for long enough to write something.
   *
   * @throws ConflictError once it is lost.
   */
  async confirm(): Promise<void> {
    try {
      await this.#kept.confirm(MARGIN_SECONDS);
    } catch (error) {
      throw this.loss ?? error;
    }
  }

  /** Gives it back. A store that fails to take it back lets it expire. */
  async release(): Promise<void> {
    await this.#kept.stop();
    try {
      await this.#store.release(this.#kept.lease);
    } catch {
      // What was done is done, and the lease ends by itself.
    }
  }
}
