import { ConflictError } from '../../errors/conflict-error.js';
import { failureMessage } from '../../errors/failure-message.js';
import type { Logger } from '../../model/logger.js';
import { abortable } from '../../time/abortable.js';
import { type Clock, systemClock } from '../../time/clock.js';
import { type Deadline, startDeadline } from '../../time/deadline.js';
import { linkSignals } from '../../time/linked-signal.js';
import { checkRenewal } from './check-lease.js';
import type { Lease, LeaseStore } from './lease-store.js';

const OPERATION = 'keepAlive';

/** Renewed when a third of it is over, a lease outlasts one failed renewal and the next. */
const RENEWALS_PER_DURATION = 3;

/** How often a renewal that failed is tried again, as a share of the duration. */
const RETRIES_PER_DURATION = 20;

/** Options of {@link keepAlive}. */
export interface KeepAliveOptions {
  /** How long the lease lasts with each renewal, in seconds, from 1 to 86,400. A third of it is between two renewals. */
  readonly durationSeconds: number;
  /** Ends the renewals as {@link KeptLease.stop} does, and aborts {@link KeptLease.signal} as well. */
  readonly abortSignal?: AbortSignal | undefined;
  /** That of the store. Default: the machine's clock. */
  readonly clock?: Clock | undefined;
  /** Told of renewals that fail. Default: nobody. */
  readonly logger?: Logger | undefined;
}

/** A lease that is renewed until it is let go of. */
export interface KeptLease {
  /** The lease as it was last renewed. */
  readonly lease: Lease;
  /**
   * Aborts when the lease is lost, with a {@link ConflictError} that says why: hand it to everything that is done
   * under the lease.
   */
  readonly signal: AbortSignal;
  /** Whether it was lost: taken by somebody else, or not renewed in time. */
  readonly isLost: boolean;
  /** Ends the renewals and waits for one that is under way. The lease itself is the caller's to release. */
  stop(): Promise<void>;
}

/**
 * Renews a lease whenever a third of its duration is over. A renewal that fails is tried again until the lease ends;
 * then, or as soon as somebody else is known to hold it, the lease is lost and {@link KeptLease.signal} aborts.
 *
 * {@link withLease} does this around a function, and is what most programs need.
 *
 * @throws InvalidParameterError for what is not a lease, or a duration that is none.
 */
export function keepAlive(store: LeaseStore, lease: Lease, options: KeepAliveOptions): KeptLease {
  checkRenewal(lease, options, OPERATION);
  return new LeaseKeeper(store, lease, options);
}

class LeaseKeeper implements KeptLease {
  lease: Lease;
  isLost = false;
  readonly #store: LeaseStore;
  readonly #options: KeepAliveOptions;
  readonly #clock: Clock;
  readonly #held: ReturnType<typeof linkSignals>;
  readonly #stopping = new AbortController();
  readonly #renewing: Promise<void>;
  #lastFailure: unknown;

  constructor(store: LeaseStore, lease: Lease, options: KeepAliveOptions) {
    this.lease = lease;
    this.#store = store;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#held = linkSignals([options.abortSignal]);
    this.#renewing = this.#run();
  }

  get signal(): AbortSignal {
    return this.#held.signal;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#renewing;
  }

  async #run(): Promise<void> {
    while (await this.#keepOnce());
    this.#held.release();
  }

  /** Renews the lease once, in its time. @returns Whether it is to be renewed again. */
  async #keepOnce(): Promise<boolean> {
    const { durationSeconds } = this.#options;
    const remainingMs = this.lease.expiresAt.getTime() - this.#clock.now();
    const deadline = startDeadline(this.#clock, remainingMs, [this.#stopping.signal, this.#held.signal]);
    try {
      const dueInMs = Math.min((durationSeconds * 1_000) / RENEWALS_PER_DURATION, remainingMs);
      await this.#clock.sleep(dueInMs, deadline.signal);
      const renewed = await this.#renewUntil(deadline);
      if (renewed === undefined) this.#lose('it was released, or somebody else has it');
      else this.lease = renewed;
      return renewed !== undefined;
    } catch {
      if (deadline.expired) this.#lose('it could not be renewed in time');
      return false;
    } finally {
      deadline.dispose();
    }
  }

  /** @throws The deadline's reason, when it is over. */
  async #renewUntil(deadline: Deadline): Promise<Lease | undefined> {
    const { durationSeconds, logger } = this.#options;
    for (;;) {
      deadline.signal.throwIfAborted();
      try {
        const renewal = this.#store.renew(this.lease, { durationSeconds, abortSignal: deadline.signal });
        return await abortable(renewal, deadline.signal);
      } catch (failure) {
        deadline.signal.throwIfAborted();
        this.#lastFailure = failure;
        logger?.warn('A lease could not be renewed and is tried again', {
          key: this.lease.key,
          message: failure instanceof Error ? failure.message : String(failure),
        });
        await this.#clock.sleep((durationSeconds * 1_000) / RETRIES_PER_DURATION, deadline.signal);
      }
    }
  }

  #lose(reason: string): void {
    this.isLost = true;
    const { key, owner } = this.lease;
    const text = `the lease "${key}" of ${owner} is lost: ${reason}`;
    const advice = 'Stop what is done under it; somebody else may be at it.';
    const message = failureMessage({ operation: OPERATION, text, advice });
    const cause = this.#lastFailure;
    this.#held.abort(new ConflictError({ message, operation: OPERATION, conflictsWith: 'use', cause }));
  }
}
