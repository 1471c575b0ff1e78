import type { Clock } from '../../time/clock.js';
import type { WorkerImpaired, WorkerRecovered } from './fleet-event.js';
import { sameItems } from './tell-changes.js';
import { type WorkerMemo, workerOf } from './worker-memo.js';

/** What the watch for impairments works with. */
export interface ImpairmentWatchOptions {
  readonly clock: Clock;
  /** How long checks have to fail, in milliseconds. */
  readonly debounceMs: number;
  readonly memoOf: (instanceId: string) => WorkerMemo | undefined;
  readonly emit: (event: WorkerImpaired | WorkerRecovered) => void;
}

interface Timer {
  readonly due: number;
  readonly controller: AbortController;
}

/** Tells when a worker has been impaired for long enough, and when it is healthy again. */
export class ImpairmentWatch {
  readonly #options: ImpairmentWatchOptions;
  readonly #timers = new Map<string, Timer>();

  constructor(options: ImpairmentWatchOptions) {
    this.#options = options;
  }

  /** Looks at a worker of which something is new. */
  consider(instanceId: string): void {
    const { clock, debounceMs, memoOf, emit } = this.#options;
    const memo = memoOf(instanceId);
    const due = dueAt(memo, debounceMs);
    if (memo?.health === 'healthy' && memo.impairedFor !== undefined) {
      emit({ type: 'recovered', at: new Date(clock.now()), worker: workerOf(memo) });
    }
    if (memo === undefined || due === undefined) this.forget(instanceId);
    else if (due.at > clock.now()) this.#waitUntil(due.at, instanceId);
    else {
      this.forget(instanceId);
      const subject = { at: new Date(clock.now()), worker: workerOf(memo) };
      emit({ type: 'impaired', ...subject, failing: memo.failing, since: due.since });
    }
  }

  forget(instanceId: string): void {
    this.#timers.get(instanceId)?.controller.abort();
    this.#timers.delete(instanceId);
  }

  stop(): void {
    for (const instanceId of [...this.#timers.keys()]) this.forget(instanceId);
  }

  #waitUntil(due: number, instanceId: string): void {
    if (this.#timers.get(instanceId)?.due === due) return;
    this.forget(instanceId);
    const controller = new AbortController();
    this.#timers.set(instanceId, { due, controller });
    const { clock } = this.#options;
    clock.sleep(due - clock.now(), controller.signal).then(
      () => {
        this.#timers.delete(instanceId);
        this.consider(instanceId);
      },
      () => undefined,
    );
  }
}

/** When to tell that a worker is impaired; `undefined` if it is not, or was told already. */
function dueAt(
  memo: WorkerMemo | undefined,
  debounceMs: number,
): { readonly at: number; readonly since: Date } | undefined {
  if (memo?.health !== 'impaired' || memo.impairedSince === undefined) return undefined;
  if (sameItems(memo.impairedFor ?? [], memo.failing)) return undefined;
  const since = new Date(memo.impairedSince);
  return { at: since.getTime() + debounceMs, since };
}
