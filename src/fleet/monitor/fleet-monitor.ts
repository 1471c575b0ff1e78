import { AbortedError } from '../../errors/aborted-error.js';
import { IncorrectStateError } from '../../errors/incorrect-state-error.js';
import type { FleetContext } from '../fleet-context.js';
import type { FleetEvent } from './fleet-event.js';
import { MonitorLedger } from './monitor-ledger.js';
import { type MonitorOptions, type MonitorPlan, planMonitor } from './monitor-options.js';
import { MonitorRun } from './monitor-run.js';
import type { MonitorSnapshot } from './monitor-snapshot.js';

/** Tells what happens in a fleet, as long as somebody reads; see `WorkerFleet.monitor`. */
export class FleetMonitor implements AsyncIterable<FleetEvent> {
  readonly #context: FleetContext;
  readonly #plan: MonitorPlan;
  readonly #told: MonitorLedger;
  readonly #lastSeen: Map<string, Date>;
  #isRead = false;

  /** @internal */
  constructor(context: FleetContext, options: MonitorOptions) {
    const { snapshot } = options;
    this.#context = context;
    this.#plan = planMonitor(options);
    this.#told = snapshot === undefined ? new MonitorLedger() : MonitorLedger.of(snapshot);
    const workers = snapshot?.workers ?? [];
    this.#lastSeen = new Map(workers.map(({ instanceId, lastSeen }) => [instanceId, new Date(lastSeen)]));
  }

  /**
   * What was told so far, up to the last event that was taken: whoever goes on from there hears of what comes after,
   * and of nothing twice.
   */
  snapshot(): MonitorSnapshot {
    const now = new Date(this.#context.clock.now());
    return {
      version: 1,
      takenAt: now.toISOString(),
      workers: this.#told.workers.map((memo) => {
        const lastSeen = this.#lastSeen.get(memo.instanceId) ?? now;
        return { ...memo, lastSeen: lastSeen.toISOString() };
      }),
      unreachable: this.#told.unreachable,
    };
  }

  /**
   * Begins, or goes on after the last event that was taken.
   *
   * @throws IncorrectStateError while somebody else reads.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<FleetEvent, void, undefined> {
    if (this.#isRead) {
      const message = 'monitor: it has a reader already. Each reader needs a monitor of its own.';
      throw new IncorrectStateError({ operation: 'monitor', message });
    }
    this.#isRead = true;
    const run = new MonitorRun(this.#context, this.#plan, this.#told.copy(), this.#lastSeen);
    try {
      run.start();
      for (;;) {
        const event = await run.queue.take();
        const { abortSignal } = this.#plan;
        if (abortSignal?.aborted === true) {
          throw new AbortedError({ operation: 'monitor', cause: abortSignal.reason });
        }
        this.#told.hear(event);
        yield event;
      }
    } finally {
      run.stop();
      this.#isRead = false;
    }
  }
}
