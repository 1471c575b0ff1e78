import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { Clock } from '../time/clock.js';
import { atEndOfTurn } from '../time/end-of-turn.js';
import { Gathering } from './gathering.js';
import type { Observation, ObservationRequest, ObservationSource, Sight } from './observation.js';
import { Subscription, type SubscriptionKeeper } from './subscription.js';

/** What a shared poller works with. */
export interface SharedPollerOptions {
  readonly clock: Clock;
  /** Reads an instance's state and checks, in one request with what is read at the same time. */
  readonly readStatusChecks: (request: ObservationRequest) => Promise<InstanceStatusChecks>;
  /** How many changes this client has made so far. */
  readonly countChanges: () => number;
  /** How many instances one request reads. */
  readonly pageSize: number;
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
  #timer: { readonly dueAt: number; readonly controller: AbortController } | undefined;

  constructor(options: SharedPollerOptions) {
    this.#options = options;
  }

  observe(request: ObservationRequest): Subscription {
    const subscription = new Subscription(request, this.#options.clock.now(), this);
    this.#subscriptions.add(subscription);
    if (request.signal.aborted) subscription.fail(request.signal.reason);
    // Who joins in the same turn is looked at in the same request.
    else this.#arm();
    return subscription;
  }

  /** Takes note that somebody is ready for more who was not when it was due. */
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
      this.#lookAtThoseDue();
    });
  }

  #lookAtThoseDue(): void {
    const due = this.#choose();
    for (let first = 0; first < due.length; first += LARGEST_GATHERING) {
      this.#look(due.slice(first, first + LARGEST_GATHERING));
    }
    this.#schedule();
  }

  /** Those that are due, and to fill up their last page those that will be before long. */
  #choose(): readonly Subscription[] {
    const { clock, pageSize } = this.#options;
    const now = clock.now();
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
    const gathering = new Gathering(subscriptions.length, this.#options.clock, () => {
      this.#schedule();
    });
    for (const subscription of subscriptions) {
      subscription.isLookedAt = true;
      void this.#lookAt(subscription).then((hand) => {
        gathering.add(hand);
      });
    }
  }

  /** @returns What hands the answer on. */
  async #lookAt(subscription: Subscription): Promise<() => void> {
    const { clock, countChanges, readStatusChecks } = this.#options;
    const changesBefore = countChanges();
    let seen: Sight;
    try {
      seen = { kind: 'checks', checks: await readStatusChecks(subscription.request) };
    } catch (thrown) {
      if (!Ec2WorkerError.isInstance(thrown) || thrown.kind === 'aborted') {
        return () => {
          subscription.fail(thrown);
        };
      }
      seen = { kind: InstanceNotFoundError.isInstance(thrown) ? 'missing' : 'failed', error: thrown };
    }
    const observation: Observation = { at: clock.now(), changesBefore, seen };
    return () => {
      subscription.deliver(observation, Math.ceil(this.#subscriptions.size / this.#options.pageSize));
    };
  }

  /** Sets the timer for whoever is due next. */
  #schedule(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { isWanting, dueAt } of this.#subscriptions) if (isWanting) next = Math.min(next, dueAt);
    if (this.#timer?.dueAt === next) return;
    this.#stopTimer();
    if (Number.isFinite(next)) this.#startTimer(next);
  }

  #startTimer(dueAt: number): void {
    const { clock } = this.#options;
    const controller = new AbortController();
    this.#timer = { dueAt, controller };
    clock.sleep(dueAt - clock.now(), controller.signal).then(
      () => {
        this.#timer = undefined;
        this.#lookAtThoseDue();
      },
      () => undefined,
    );
  }

  #stopTimer(): void {
    this.#timer?.controller.abort();
    this.#timer = undefined;
  }
}
