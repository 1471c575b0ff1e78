import { write } from '../../cml/call-guard.js';
import { AbortedError } from '../../errors/aborted-error.js';
import { ConflictError } from '../../errors/conflict-error.js';
import { failureMessage } from '../../errors/failure-message.js';
import { InputCheck } from '../../errors/input-check.js';
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

const LATE = 'it could not be renewed in time';

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
  /**
   * Renews the lease now, to be sure of it right before something that must not happen without it. A renewal that fails
   * does no harm as long as enough is left of the lease.
   *
   * @param forSeconds How long the lease has to last from now on, in seconds. If it does not, it counts as lost.
   * Default 0: it must not be over.
   * @throws The reason of {@link KeptLease.signal}: a ConflictError once the lease is lost; AbortedError after
   * {@link KeptLease.stop}; InvalidParameterError for what is no such time.
   */
  confirm(forSeconds?: number): Promise<void>;
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

  async confirm(forSeconds = 0): Promise<void> {
    const isTime = typeof forSeconds === 'number' && forSeconds >= 0;
    new InputCheck(OPERATION).that(isTime, 'forSeconds', 'a number from 0 on', forSeconds);
    this.#refuseIfOver();
    const deadline = startDeadline(this.#clock, this.#remainingMs(), this.#ends());
    try {
      this.#take(await this.#renew(deadline));
    } catch (failure) {
      if (!deadline.signal.aborted) this.#lastFailure = failure;
    } finally {
      deadline.dispose();
    }
    this.#refuseIfOver();
    const remainingMs = this.#remainingMs();
    if (remainingMs <= 0 || remainingMs < forSeconds * 1_000) this.#lose(LATE);
    this.#refuseIfOver();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new AbortedError({ operation: OPERATION }));
    await this.#renewing;
  }

  async #run(): Promise<void> {
    while (await this.#keepOnce());
    this.#held.release();
  }

  /** Renews the lease once, in its time. @returns Whether it is to be renewed again. */
  async #keepOnce(): Promise<boolean> {
    const remainingMs = this.#remainingMs();
    const deadline = startDeadline(this.#clock, remainingMs, this.#ends());
    try {
      const dueInMs = (this.#options.durationSeconds * 1_000) / RENEWALS_PER_DURATION;
      await this.#clock.sleep(Math.min(dueInMs, remainingMs), deadline.signal);
      this.#take(await this.#renewUntil(deadline));
      return !this.isLost;
    } catch {
      if (!deadline.expired) return false;
      // It may have been confirmed meanwhile, and last longer than was known here.
      if (this.#remainingMs() > 0) return true;
      this.#lose(LATE);
      return false;
    } finally {
      deadline.dispose();
    }
  }

  /** @throws The deadline's reason, when it is over. */
  async #renewUntil(deadline: Deadline): Promise<Lease | undefined> {
    const { durationSeconds, logger } = this.#options;
    for (;;) {
      try {
        return await this.#renew(deadline);
      } catch (failure) {
        deadline.signal.throwIfAborted();
        this.#lastFailure = failure;
        write(logger, 'warn', 'A lease could not be renewed and is tried again', {
          key: this.lease.key,
          message: failure instanceof Error ? failure.message : String(failure),
        });
        await this.#clock.sleep((durationSeconds * 1_000) / RETRIES_PER_DURATION, deadline.signal);
      }
    }
  }

  async #renew({ signal: abortSignal }: Deadline): Promise<Lease | undefined> {
    abortSignal.throwIfAborted();
    const { durationSeconds } = this.#options;
    return await abortable(this.#store.renew(this.lease, { durationSeconds, abortSignal }), abortSignal);
  }

  #take(renewed: Lease | undefined): void {
    if (renewed === undefined) this.#lose('it was released, or somebody else has it');
    // Of two renewals at a time the later answer may be the older one.
    else if (renewed.expiresAt > this.lease.expiresAt) this.lease = renewed;
  }

  #remainingMs(): number {
    return this.lease.expiresAt.getTime() - this.#clock.now();
  }

  /** What ends the renewals. */
  #ends(): readonly AbortSignal[] {
    return [this.#stopping.signal, this.#held.signal];
  }

  #refuseIfOver(): void {
    for (const signal of this.#ends().toReversed()) signal.throwIfAborted();
  }

  #lose(reason: string): void {
    if (this.isLost || this.#ends().some(({ aborted }) => aborted)) return;
    this.isLost = true;
    const { key, owner } = this.lease;
    const text = `the lease "${key}" of ${owner} is lost: ${reason}`;
    const advice = 'Stop what is done under it; somebody else may be at it.';
    const message = failureMessage({ operation: OPERATION, text, advice });
    const cause = this.#lastFailure;
    this.#held.abort(new ConflictError({ message, operation: OPERATION, conflictsWith: 'use', cause }));
  }
}
