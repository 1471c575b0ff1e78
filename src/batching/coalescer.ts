import type { Clock } from '../time/clock.js';
import type { Admission } from './admission.js';
import type { Batch } from './batch.js';
import type { FailurePolicy } from './failure-policy.js';
import { Lane } from './lane.js';
import type { Outcome } from './outcome.js';
import { Rest } from './rest.js';
import type { Slot, SlotManners } from './slot.js';
import { split } from './split.js';

/** Lanes that have nothing to do are kept up to this number, since most callers come back to the same few. */
const MOST_IDLE_LANES = 16;

/** A request that is about to be sent. */
export interface BatchRequest<Subject> {
  /** What the ids of the request have in common. */
  readonly subject: Subject;
  /** At least one, each once. */
  readonly ids: readonly string[];
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
  /** The errors of the requests that an id was in before, the latest last; without those that were in none. */
  readonly history: ReadonlyMap<string, readonly unknown[]>;
}

/** What is told of a request when it goes. */
export interface BatchEvent {
  /** How many ids it carries. */
  readonly size: number;
  /** How many calls it answers: more than ids where several asked for the same. */
  readonly callers: number;
  /** How long the first of them has waited, in milliseconds. */
  readonly waitedMs: number;
}

/** What a coalescer is made of. */
export interface CoalescerOptions<Subject, Context, Value> extends SlotManners<Context, Value> {
  readonly clock: Clock;
  /** How many ids go into one request at most. */
  readonly maxSize: number;
  /**
   * Whether a request of more than half that size is sent in two halves while no other is under way: worth it where
   * the answers take as long to read as to come. Default `false`.
   */
  readonly overlaps?: boolean | undefined;
  /** Subjects with the same key share requests. Default: all do. */
  readonly keyOf?: ((subject: Subject) => string) | undefined;
  /** Sends one request. An id that its answers lack gets the error of an answer that is missing. */
  readonly send: (request: BatchRequest<Subject>) => Promise<ReadonlyMap<string, Outcome<Value>>>;
  readonly policy: FailurePolicy;
  /** The rate limit that the requests are under. Default: none. */
  readonly admission?: Admission | undefined;
  /** Once it aborts nothing waits any more: what is left goes out, for `send` to refuse it. Default: never. */
  readonly closing?: AbortSignal | undefined;
  readonly onBatch?: ((event: BatchEvent) => void) | undefined;
}

/**
 * Makes many concurrent calls about one id each into few requests about many. Every call is answered exactly
 * once, with its own value or its own error. An abort frees the caller's own place and no other; a request
 * that nobody waits for any more is aborted.
 *
 * A request that fails for one id's sake goes on without that id; one that fails as a whole is sent again whole,
 * or fails for all: it never becomes many.
 */
export class Coalescer<Subject, Context, Value> {
  readonly #options: CoalescerOptions<Subject, Context, Value>;
  readonly #lanes = new Map<string, Lane<Context, Value>>();

  constructor(options: CoalescerOptions<Subject, Context, Value>) {
    this.#options = options;
  }

  /** How many kinds of requests are kept apart at the moment. */
  get lanes(): number {
    return this.#lanes.size;
  }

  /** Asks for one id, together with whoever else asks meanwhile. */
  load(subject: Subject, id: string, context: Context, signal?: AbortSignal): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) reject(signal.reason as Error);
      else this.#laneOf(subject).add(id, { context, signal, resolve, reject });
    });
  }

  /** Asks for several ids. Rejects only with the signal's reason; what failed is among the answers. */
  async loadMany(
    subject: Subject,
    ids: readonly string[],
    context: Context,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Outcome<Value>>> {
    const [id = ''] = ids;
    // Most calls are for one id, and many of them alone: those had better cost nothing.
    if (ids.length === 1) {
      return new Map([[id, await outcomeOf(this.load(subject, id, context, signal), signal)]]);
    }
    const outcomes = await Promise.all(
      ids.map((each) => outcomeOf(this.load(subject, each, context, signal), signal)),
    );
    return new Map(outcomes.map((outcome, index) => [ids[index] ?? '', outcome]));
  }

  #laneOf(subject: Subject): Lane<Context, Value> {
    const key = this.#options.keyOf?.(subject) ?? '';
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    this.#forgetIdleLanes();
    const lane = this.#makeLane(subject, 0, () => lane);
    this.#lanes.set(key, lane);
    return lane;
  }

  #forgetIdleLanes(): void {
    if (this.#lanes.size < MOST_IDLE_LANES) return;
    for (const [key, lane] of this.#lanes) if (lane.isIdle) this.#lanes.delete(key);
  }

  /** `home` is the lane that takes back what is to be sent again. */
  #makeLane(subject: Subject, cuts: number, home: () => Lane<Context, Value>): Lane<Context, Value> {
    const { clock, maxSize, overlaps = false, admission, closing } = this.#options;
    return new Lane({
      clock,
      maxSize,
      overlaps,
      admission,
      closing,
      manners: this.#options,
      send: (batch) => this.#send(subject, batch, { cuts, home }),
    });
  }

  async #send(subject: Subject, batch: Batch<Context, Value>, course: Course<Context, Value>): Promise<void> {
    this.#tell(batch);
    const { ids, signal, slots } = batch;
    try {
      const answers = await this.#options.send({ subject, ids, signal, history: historyOf(slots) });
      for (const slot of slots) slot.settle(answers.get(slot.id) ?? { error: missing(slot.id) });
    } catch (error) {
      this.#handle(error, subject, batch, course);
    }
  }

  #handle(
    error: unknown,
    subject: Subject,
    batch: Batch<Context, Value>,
    { cuts, home }: Course<Context, Value>,
  ): void {
    const wanted = batch.wanted();
    if (wanted.length === 0) return;
    for (const slot of wanted) slot.failures = [...(slot.failures ?? []), error];
    const blamed = this.#options.policy.blame(error, batch.ids);
    if (blamed === undefined) {
      void this.#sendAgain(wanted, home());
      return;
    }
    const { over, parts } = split({ ids: batch.ids, wanted, blamed, cuts });
    for (const slot of over) slot.settle({ error });
    for (const part of parts) this.#makeLane(subject, cuts + 1, home).putBack(part);
  }

  /** Puts slots back in line, each as long as the policy has hope for it. */
  async #sendAgain(slots: readonly Slot<Context, Value>[], home: Lane<Context, Value>): Promise<void> {
    const rest = new Rest(slots, this.#options.closing);
    let delay = 0;
    for (const group of groupByHistory(slots)) {
      const after = await this.#hopeFor(group[0]?.failures ?? []);
      if (after !== undefined) delay = Math.max(delay, after);
      else for (const slot of group) rest.giveUp(slot);
    }
    home.putBack(await rest.until(delay, this.#options.clock));
  }

  /** A policy that fails itself has no hope for anything: its failure must not leave callers without an answer. */
  #hopeFor(failures: readonly unknown[]): Promise<number | undefined> {
    return this.#options.policy.retryAfter(failures).catch(() => undefined);
  }

  #tell({ slots, at }: Batch<Context, Value>): void {
    const { onBatch } = this.#options;
    if (onBatch === undefined) return;
    let callers = 0;
    let since = at;
    for (const slot of slots) {
      callers += slot.callers;
      since = Math.min(since, slot.since);
    }
    onBatch({ size: slots.length, callers, waitedMs: at - since });
  }
}

/** How a request goes on if it fails. */
interface Course<Context, Value> {
  readonly cuts: number;
  readonly home: () => Lane<Context, Value>;
}

/** Slots that have been through the same number of failures stand and fall together. */
function groupByHistory<Context, Value>(
  slots: readonly Slot<Context, Value>[],
): readonly (readonly Slot<Context, Value>[])[] {
  const groups = new Map<number, Slot<Context, Value>[]>();
  for (const slot of slots) {
    const { length = 0 } = slot.failures ?? {};
    const group = groups.get(length);
    if (group === undefined) groups.set(length, [slot]);
    else group.push(slot);
  }
  return [...groups.values()];
}

/** What becomes of a call. Rejects only if it is aborted. */
function outcomeOf<Value>(value: Promise<Value>, signal: AbortSignal | undefined): Promise<Outcome<Value>> {
  return value.then(
    (answer) => ({ value: answer }),
    (error: unknown) => {
      signal?.throwIfAborted();
      return { error };
    },
  );
}

const NO_HISTORY: ReadonlyMap<string, readonly unknown[]> = new Map();

function historyOf<Context, Value>(
  slots: readonly Slot<Context, Value>[],
): ReadonlyMap<string, readonly unknown[]> {
  if (slots.every(({ failures }) => failures === undefined)) return NO_HISTORY;
  return new Map(slots.map(({ id, failures = [] }) => [id, failures]));
}

function missing(id: string): Error {
  return new Error(`The answer for ${id} is missing from the reply`);
}
