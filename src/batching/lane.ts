import type { Clock } from '../time/clock.js';
import { atEndOfTurn } from '../time/end-of-turn.js';
import { type LinkedSignal, linkSignals } from '../time/linked-signal.js';
import type { Admission } from './admission.js';
import { Batch } from './batch.js';
import { Queue } from './queue.js';
import type { Caller, Slot, SlotManners } from './slot.js';

/** With fewer requests than this under way, who comes need not wait for others. */
const FEW_IN_FLIGHT = 2;

/** So many full requests are under way at once: enough to hide the latency, few enough to spare the service. */
const MOST_FULL_IN_FLIGHT = 8;

/** Nobody waits longer than this for others to fill the request. */
const LONGEST_GATHERING_MS = 10;

/** A request that takes longer than this hangs, as far as the others are concerned. */
const HANGING_AFTER_MS = 1_000;

/** How many requests are under way. */
interface InFlight {
  readonly all: number;
  /** Those that are as large as they may be. */
  readonly full: number;
}

const NONE_IN_FLIGHT: InFlight = { all: 0, full: 0 };

/** What a lane works with. */
export interface LaneOptions<Context, Value> {
  readonly clock: Clock;
  /** How many ids go into one request. */
  readonly maxSize: number;
  /** Whether a large request is sent in two halves, so that one is on its way while the other is worked on. */
  readonly overlaps: boolean;
  readonly manners: SlotManners<Context, Value>;
  readonly admission: Admission | undefined;
  /** Once it aborts nothing waits any more: what is queued goes out, for the sender to refuse it. */
  readonly closing: AbortSignal | undefined;
  /** Sends a request and settles its slots, whatever happens. */
  readonly send: (batch: Batch<Context, Value>) => Promise<void>;
}

/**
 * Gathers ids that can share a request, and decides when it goes: at the end of the turn while few requests are
 * under way; else when an answer comes, the request is full, or somebody has waited long enough. So a caller
 * who is alone waits for nobody, and many share as few requests as the answers leave time for.
 */
export class Lane<Context, Value> {
  readonly #options: LaneOptions<Context, Value>;
  readonly #queue: Queue<Context, Value>;
  readonly #inFlight = new Set<Batch<Context, Value>>();
  #isArmed = false;
  #timer: { readonly at: number; readonly stopping: LinkedSignal } | undefined;
  #entering: LinkedSignal | undefined;

  constructor(options: LaneOptions<Context, Value>) {
    this.#options = options;
    this.#queue = new Queue(options.clock, options.manners, () => {
      this.#stopWaiting();
    });
  }

  /** Whether nothing is queued or under way. */
  get isIdle(): boolean {
    return this.#queue.size === 0 && this.#inFlight.size === 0;
  }

  add(id: string, caller: Caller<Context, Value>): void {
    this.#queue.add(id, caller);
    this.#consider();
  }

  /** Takes slots back that are to be sent again. */
  putBack(slots: readonly Slot<Context, Value>[]): void {
    if (slots.length === 0) return;
    this.#queue.putBack(slots);
    this.#consider();
  }

  #consider(): void {
    while (this.#isFull() && this.#entering === undefined && this.#mayBeFuller()) this.#open();
    if (this.#queue.size === 0 || this.#entering !== undefined) return;
    if (this.#count().all < FEW_IN_FLIGHT) this.#arm();
    else this.#startTimer();
  }

  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    atEndOfTurn(() => {
      this.#isArmed = false;
      this.#flush();
    });
  }

  #flush(): void {
    const isFree = (): boolean => this.#count().all < FEW_IN_FLIGHT;
    while (this.#queue.size > 0 && this.#entering === undefined && isFree()) this.#open();
    this.#consider();
  }

  /** Whether what is queued fills a request. */
  #isFull(): boolean {
    return this.#queue.size >= this.#options.maxSize;
  }

  /** Whether one more full request may be under way. */
  #mayBeFuller(): boolean {
    return this.#options.closing?.aborted === true || this.#count().full < MOST_FULL_IN_FLIGHT;
  }

  /** Sends what is queued, as soon as the admission lets it: until then others may still join. */
  #open(): void {
    const { admission, closing } = this.#options;
    if (admission === undefined || closing?.aborted === true || admission.tryEnter()) {
      this.#sendNext();
      return;
    }
    const entering = linkSignals([closing]);
    this.#entering = entering;
    const goOn = (): void => {
      entering.release();
      this.#entering = undefined;
      this.#consider();
    };
    admission.enter(entering.signal).then(
      () => {
        if (this.#queue.size === 0) admission.leave();
        else this.#sendNext();
        goOn();
      },
      // Nobody waits any more, or the client is gone.
      goOn,
    );
  }

  #sendNext(): void {
    const { admission, clock } = this.#options;
    const wanted = this.#portion();
    const admitted = admission === undefined ? wanted : 1 + admission.claim(wanted - 1);
    const slots = this.#queue.take(admitted);
    if (this.#queue.size === 0) this.#stopWaiting();
    this.#run(new Batch(slots, clock.now()));
  }

  /** How many ids the next request is to carry. */
  #portion(): number {
    const { maxSize, overlaps } = this.#options;
    const { size } = this.#queue;
    const isLarge = size > maxSize / 2 && size < maxSize;
    if (overlaps && isLarge && this.#inFlight.size === 0) return Math.ceil(size / 2);
    return Math.min(size, maxSize);
  }

  #run(batch: Batch<Context, Value>): void {
    this.#inFlight.add(batch);
    void this.#options.send(batch).then(() => {
      this.#inFlight.delete(batch);
      // Callers who have just been answered may have more to ask, which had better go along.
      if (this.#queue.size > 0) this.#arm();
    });
  }

  #count(): InFlight {
    if (this.#inFlight.size === 0) return NONE_IN_FLIGHT;
    const { clock, maxSize } = this.#options;
    const hangingSince = clock.now() - HANGING_AFTER_MS;
    let all = 0;
    let full = 0;
    for (const { at, ids } of this.#inFlight) {
      if (at <= hangingSince) continue;
      all += 1;
      if (ids.length >= maxSize) full += 1;
    }
    return { all, full };
  }

  /** Sees to it that the one who has waited longest does not wait much longer. */
  #startTimer(): void {
    const { clock, closing } = this.#options;
    const now = clock.now();
    // Where it is the full requests that stand in the way, time alone helps only when they hang.
    const at = this.#mayBeFuller()
      ? Math.max((this.#queue.oldest ?? now) + LONGEST_GATHERING_MS, now)
      : now + HANGING_AFTER_MS / 4;
    if (this.#timer !== undefined && this.#timer.at <= at) return;
    this.#stopTimer();
    const stopping = linkSignals([closing]);
    this.#timer = { at, stopping };
    const goOn = (): void => {
      stopping.release();
      this.#timer = undefined;
      if (this.#queue.size === 0 || this.#entering !== undefined) return;
      if (this.#mayBeFuller()) this.#open();
      this.#consider();
    };
    clock.sleep(at - now, stopping.signal).then(goOn, () => {
      // Not the lane has stopped it, but the end of the client.
      if (this.#timer?.stopping === stopping) goOn();
    });
  }

  #stopTimer(): void {
    this.#timer?.stopping.release();
    this.#timer?.stopping.abort();
    this.#timer = undefined;
  }

  #stopWaiting(): void {
    this.#stopTimer();
    this.#entering?.abort();
  }
}
