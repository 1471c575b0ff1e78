import { ManualClock } from 'ec2-worker-client/testing';
import type { InstanceStatusChecks } from '../../src/model/instance-status-checks.js';
import type { Observation, ObservationEnd, Observer } from '../../src/waiters/observation.js';
import { type Pace, paceOf } from '../../src/waiters/poll-pace.js';
import { type Look, SharedPoller } from '../../src/waiters/shared-poller.js';
import { checksOf } from './checks-fixture.js';

/** Somebody who notes what it is told. */
export class NotingObserver implements Observer {
  readonly instanceId: string;
  readonly operation = 'wait';
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly endsAt: number;
  readonly abortSignal: AbortSignal | undefined;
  readonly seen: Observation[] = [];
  readonly ends: ObservationEnd[] = [];
  readonly #pace: (checks: InstanceStatusChecks | undefined) => Pace;
  /** Set to make it slow. */
  busyUntil: Promise<void> = Promise.resolve();

  constructor(
    options: Partial<
      Pick<Observer, 'instanceId' | 'minDelay' | 'maxDelay' | 'endsAt' | 'abortSignal' | 'pace'>
    > = {},
  ) {
    this.instanceId = options.instanceId ?? 'i-1';
    this.minDelay = options.minDelay ?? 5_000;
    this.maxDelay = options.maxDelay ?? 15_000;
    this.endsAt = options.endsAt ?? Number.POSITIVE_INFINITY;
    this.abortSignal = options.abortSignal;
    this.#pace = options.pace ?? paceOf;
  }

  get times(): number[] {
    return this.seen.map(({ at }) => at);
  }

  pace(checks: InstanceStatusChecks | undefined): Pace {
    return this.#pace(checks);
  }

  see(observation: Observation): Promise<void> {
    this.seen.push(observation);
    return this.busyUntil;
  }

  end(reason: ObservationEnd): void {
    this.ends.push(reason);
  }
}

/** A poller on a clock that stands still, over instances that show what they are told to. */
export class PollerStage {
  readonly clock: ManualClock = new ManualClock({ now: 0 });
  readonly ending: AbortController = new AbortController();
  readonly looks: (Look & { readonly at: number })[] = [];
  readonly poller: SharedPoller;
  /** What a look shows, or throws. */
  show: (look: Look) => InstanceStatusChecks | Promise<InstanceStatusChecks> = () =>
    checksOf({ instance: 'initializing' });
  changes = 0;

  constructor(pageSize = 100) {
    this.poller = new SharedPoller({
      clock: this.clock,
      closing: this.ending.signal,
      pageSize,
      countChanges: () => this.changes,
      readStatusChecks: async (look) => {
        this.looks.push({ ...look, at: this.clock.now() });
        return await this.show(look);
      },
    });
  }

  /** The ids of each round of looks, with its time. */
  get rounds(): readonly (readonly [number, readonly string[]])[] {
    const rounds = new Map<number, string[]>();
    for (const { at, instanceId } of this.looks) rounds.set(at, [...(rounds.get(at) ?? []), instanceId]);
    return [...rounds];
  }
}
