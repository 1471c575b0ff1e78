import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { Clock } from '../time/clock.js';
import { atEndOfTurn } from '../time/end-of-turn.js';
import { Gathering } from './gathering.js';
import type { Observation, ObservationSource, Observer, Sight } from './observation.js';
import { Subscription, type SubscriptionKeeper } from './subscription.js';

/** One look at one instance. */
export interface Look {
  readonly instanceId: string;
  /** The method on whose behalf, for error messages. */
  readonly operation: string;
  readonly abortSignal: AbortSignal;
}

/** What a shared poller works with. */
export interface SharedPollerOptions {
  readonly clock: Clock;
  /** Reads an instance's state and checks, in one request with what is read at the same time. */
  readonly readStatusChecks: (look: Look) => Promise<InstanceStatusChecks>;
  /** How many changes this client has made so far. */
  readonly countChanges: () => number;
  /** How many instances one request reads. */
  readonly pageSize: number;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
}

/** So many answers are handed on together at most. */
const LARGEST_GATHERING = 1_000;

/** What is due within so short a time is looked at together. */
const TOGETHER_MS = 50;

/**
 * Looks at all instances that anybody waits for or watches, together: those that are due, and along with them, as
 * far as their requests have room, those that will be. Nobody is looked at more often than asked for; with nobody
 * left it stops.
 */
export class SharedPoller implements ObservationSource, SubscriptionKeeper {
  readonly #options: SharedPollerOptions;
  readonly #subscriptions = new Set<Subscription>();
  #isArmed = false;
  #timer: { readonly at: number; readonly controller: AbortController } | undefined;

  constructor(options: SharedPollerOptions) {
    this.#options = options;
    const { closing } = options;
    const close = (): void => {
      for (const subscription of this.#subscriptions) subscription.end({ reason: closing.reason });
    };
    closing.addEventListener('abort', close, { once: true });
  }

  observe(observer: Observer): Subscription {
    const { clock, closing } = this.#options;
    const subscription = new Subscription(observer, clock.now(), this);
    this.#subscriptions.add(subscription);
    const ended = [observer.abortSignal, closing].find((signal) => signal?.aborted);
    if (ended !== undefined) subscription.end({ reason: ended.reason });
    // Who joins in the same turn is looked at in the same request.
    else this.#arm();
    return subscription;
  }

  resume(): void {
    this.#arm();
  }

  leave(subscription: Subscription): void {
    this.#subscriptions.delete(subscription);
    if (this.#subscriptions.size === 0) this.#stopTimer();
  }

  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    atEndOfTurn(() => {
      this.#isArmed = false;
      this.#goOn();
    });
  }

  #goOn(): void {
    const now = this.#options.clock.now();
    for (const subscription of this.#subscriptions) {
      if (subscription.observer.endsAt <= now) subscription.end('time-is-up');
    }
    const chosen = this.#choose(now);
    for (let first = 0; first < chosen.length; first += LARGEST_GATHERING) {
      this.#look(chosen.slice(first, first + LARGEST_GATHERING));
    }
    this.#schedule();
  }

  /** Those that are due, and to fill up their last page those that will be before long. */
  #choose(now: number): readonly Subscription[] {
    const { pageSize } = this.#options;
    const open = [...this.#subscriptions].filter((subscription) => subscription.isOpenAt(now));
    const due = open.filter(({ dueAt }) => dueAt <= now + TOGETHER_MS);
    const room = Math.ceil(due.length / pageSize) * pageSize - due.length;
    if (room === 0 || open.length === due.length) return due;
    const others = open.filter(({ dueAt }) => dueAt > now + TOGETHER_MS);
    others.sort((one, other) => one.dueAt - other.dueAt);
    return [...due, ...others.slice(0, room)];
  }

  /** Looks at several, and hands the answers on together: then what their receivers ask next goes together, too. */
  #look(subscriptions: readonly Subscription[]): void {
    const gathering = new Gathering(subscriptions.length, this.#options.clock);
    for (const subscription of subscriptions) {
      void this.#lookFor(subscription).then((handOn) => {
        gathering.add(handOn);
      });
    }
  }

  /** @returns What hands the answer on. */
  async #lookFor(subscription: Subscription): Promise<() => void> {
    const { clock, countChanges, readStatusChecks, pageSize } = this.#options;
    const { instanceId, operation } = subscription.observer;
    const changesBefore = countChanges();
    const abortSignal = subscription.beginLook();
    let seen: Sight;
    try {
      const checks = await readStatusChecks({ instanceId, operation, abortSignal });
      seen = { kind: 'checks', checks };
    } catch (thrown) {
      if (!Ec2WorkerError.isInstance(thrown) || thrown.kind === 'aborted') {
        return () => {
          subscription.end({ reason: thrown });
        };
      }
      seen = { kind: InstanceNotFoundError.isInstance(thrown) ? 'missing' : 'failed', error: thrown };
    }
    const observation: Observation = { at: clock.now(), changesBefore, seen };
    return () => {
      subscription.deliver(observation, Math.ceil(this.#subscriptions.size / pageSize), clock.now());
    };
  }

  /** Sets the timer for whoever is due, or over, next. */
  #schedule(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { isWanting, dueAt, observer } of this.#subscriptions) {
      next = Math.min(next, observer.endsAt, isWanting ? dueAt : observer.endsAt);
    }
    if (this.#timer?.at === next) return;
    this.#stopTimer();
    if (Number.isFinite(next)) this.#startTimer(next);
  }

  #startTimer(at: number): void {
    const { clock } = this.#options;
    const controller = new AbortController();
    this.#timer = { at, controller };
    clock.sleep(at - clock.now(), controller.signal).then(
      () => {
        this.#timer = undefined;
        this.#goOn();
      },
      () => undefined,
    );
  }

  #stopTimer(): void {
    this.#timer?.controller.abort();
    this.#timer = undefined;
  }
}
