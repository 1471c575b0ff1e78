import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { Clock } from '../time/clock.js';
import { TurnQueue } from '../time/turn-queue.js';
import type { OwnChanges } from '../waiters/wait-context.js';

/**
 * For how long an id that a launch returned may be unknown to some of EC2's servers.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 */
const YOUTH_MS = 5 * 60_000;

/** For how long a read may still show the state before an acknowledged change. */
const CHANGE_LAG_MS = 60_000;

/** How often old entries are looked for. */
const SWEEP_MS = 60_000;

/** What is remembered of one instance. */
interface Entry {
  launchedAt: number | undefined;
  changedAt: number | undefined;
  /** The state before the latest change; `unknown` if nobody knows what came of it. */
  stateBefore: InstanceState | 'unknown' | undefined;
  /** The number of the latest change, counted over all instances. */
  changeNumber: number;
  /** Whether a change of its state is under way. */
  isChanging: boolean;
  /** Changes of any kind. */
  readonly queue: TurnQueue;
}

/** What a change is about, and until when its caller waits for it. */
export interface ChangeTraits {
  /** Whether it may change the instance's state, so that what was read before is no longer to be believed. */
  readonly affectsState: boolean;
  readonly abortSignal?: AbortSignal | undefined;
}

/**
 * Remembers what this client has done to the instances of one region: keeps the changes of each
 * instance in the order of their calls, and knows which reads are too old, or too early, to be believed.
 * It forgets an instance some minutes after its last change.
 */
export class InstanceLedger implements OwnChanges {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #changes = 0;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes that a launch has returned an id. */
  noteLaunch(instanceId: string): void {
    this.#forgetOld();
    this.#entry(instanceId).launchedAt = this.#clock.now();
  }

  /**
   * Sends a change of an instance after all changes of it that were called before. A caller that
   * aborts while it waits leaves the queue without a trace.
   */
  async change<Result>(
    instanceId: string,
    { affectsState, abortSignal }: ChangeTraits,
    send: () => Promise<Result>,
  ): Promise<Result> {
    this.#forgetOld();
    const entry = this.#entry(instanceId);
    return await entry.queue.run(abortSignal, () => (affectsState ? this.#changeState(entry, send) : send()));
  }

  isYoung(instanceId: string): boolean {
    return this.#isWithin(this.#entries.get(instanceId)?.launchedAt, YOUTH_MS);
  }

  isStateBeforeChange(instanceId: string, state: InstanceState): boolean {
    return this.#lateStateBefore(instanceId) === state;
  }

  mayPrecedeChange(instanceId: string, state: InstanceState): boolean {
    const stateBefore = this.#lateStateBefore(instanceId);
    return stateBefore === state || stateBefore === 'unknown';
  }

  count(): number {
    return this.#changes;
  }

  isUnchangedSince(instanceId: string, count: number): boolean {
    const entry = this.#entries.get(instanceId);
    return entry === undefined || (!entry.isChanging && entry.changeNumber <= count);
  }

  async #changeState<Result>(entry: Entry, send: () => Promise<Result>): Promise<Result> {
    entry.isChanging = true;
    try {
      const result = await send();
      this.#noteChange(entry, stateBefore(result));
      return result;
    } catch (error) {
      // A change without a clear answer may have been carried out all the same, so it counts as well.
      if (!isRefusal(error)) this.#noteChange(entry, 'unknown');
      throw error;
    } finally {
      entry.isChanging = false;
    }
  }

  #noteChange(entry: Entry, before: Entry['stateBefore']): void {
    this.#changes += 1;
    entry.changeNumber = this.#changes;
    entry.changedAt = this.#clock.now();
    entry.stateBefore = before;
  }

  /** The state before a change of the last minute. */
  #lateStateBefore(instanceId: string): Entry['stateBefore'] {
    const entry = this.#entries.get(instanceId);
    return this.#isWithin(entry?.changedAt, CHANGE_LAG_MS) ? entry?.stateBefore : undefined;
  }

  #entry(instanceId: string): Entry {
    const known = this.#entries.get(instanceId);
    if (known !== undefined) return known;
    const entry = {
      launchedAt: undefined,
      changedAt: undefined,
      stateBefore: undefined,
      changeNumber: 0,
      isChanging: false,
      queue: new TurnQueue(),
    };
    this.#entries.set(instanceId, entry);
    return entry;
  }

  #isWithin(time: number | undefined, milliseconds: number): boolean {
    return time !== undefined && this.#clock.now() - time < milliseconds;
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    // A sweep for every change would cost more than the changes once there are thousands.
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    for (const [instanceId, entry] of this.#entries) {
      const latest = Math.max(entry.launchedAt ?? 0, entry.changedAt ?? 0);
      if (entry.queue.length === 0 && !this.#isWithin(latest, YOUTH_MS)) this.#entries.delete(instanceId);
    }
  }
}

/** Where a state leads by itself. */
const GOALS: ReadonlyMap<InstanceState, InstanceState> = new Map([
  [InstanceState.PENDING, InstanceState.RUNNING],
  [InstanceState.RUNNING, InstanceState.RUNNING],
  [InstanceState.STOPPING, InstanceState.STOPPED],
  [InstanceState.STOPPED, InstanceState.STOPPED],
  [InstanceState.SHUTTING_DOWN, InstanceState.TERMINATED],
  [InstanceState.TERMINATED, InstanceState.TERMINATED],
]);

/** What a state that leads on by itself came from, where there is only one way into it. */
const ORIGINS: ReadonlyMap<InstanceState, InstanceState | 'unknown'> = new Map([
  [InstanceState.PENDING, InstanceState.STOPPED],
  [InstanceState.STOPPING, InstanceState.RUNNING],
  [InstanceState.SHUTTING_DOWN, 'unknown'],
]);

/**
 * The state that a change was made from, if its answer tells and it made a difference. A change that leads
 * where the instance was already made none, whatever the answer says: some emulators answer a start of a
 * running instance with `pending`. If the instance is only on its way there, an earlier attempt whose reply was lost
 * may have sent it, so that reads may still show where it came from.
 */
function stateBefore(result: unknown): Entry['stateBefore'] {
  const { previousState, currentState } = (result ?? {}) as Partial<InstanceStateChange>;
  if (previousState === undefined || currentState === undefined) return undefined;
  const madeNone = GOALS.get(previousState) === GOALS.get(currentState);
  return madeNone ? ORIGINS.get(previousState) : previousState;
}

/** Kinds of errors after which nobody knows whether AWS has carried the change out. */
const UNCERTAIN_KINDS: readonly string[] = ['network', 'service-unavailable', 'aborted', 'unknown'];

function isRefusal(error: unknown): boolean {
  return Ec2WorkerError.isInstance(error) && !UNCERTAIN_KINDS.includes(error.kind);
}
