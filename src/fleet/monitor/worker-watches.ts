import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InstanceState } from '../../model/instance-state.js';
import type { InstanceStatusChecks } from '../../model/instance-status-checks.js';
import { type LinkedSignal, linkSignals } from '../../time/linked-signal.js';
import type { FleetTarget } from '../fleet-context.js';
import type { MonitorPlan } from './monitor-options.js';

/** Who wants to know what is seen of workers. */
export interface WorkerSight {
  /** The state and the checks of a worker are new. The next news of it wait until this is over. */
  seen(instanceId: string, target: FleetTarget, checks: InstanceStatusChecks, at: Date): Promise<void>;
  /** A worker cannot be looked at for the time being. */
  unseen(instanceId: string, target: FleetTarget, error: Ec2WorkerError): void;
  /** A worker is not looked at any more, for an error that waiting cannot mend. */
  lost(instanceId: string, target: FleetTarget, error: unknown): void;
}

/** Watches the workers of a fleet, each on its own, since they come and go. The client looks at all of them together. */
export class WorkerWatches {
  readonly #delays: MonitorPlan['delays'];
  readonly #over: AbortSignal;
  readonly #sight: WorkerSight;
  readonly #watches = new Map<string, LinkedSignal>();

  constructor(delays: MonitorPlan['delays'], over: AbortSignal, sight: WorkerSight) {
    this.#delays = delays;
    this.#over = over;
    this.#sight = sight;
  }

  /** Watches a worker unless it is watched already. */
  begin(instanceId: string, target: FleetTarget): void {
    if (this.#watches.has(instanceId) || this.#over.aborted) return;
    const watch = linkSignals([this.#over]);
    this.#watches.set(instanceId, watch);
    void this.#follow(instanceId, target, watch);
  }

  end(instanceId: string): void {
    const watch = this.#watches.get(instanceId);
    this.#watches.delete(instanceId);
    watch?.release();
    watch?.abort();
  }

  async #follow(instanceId: string, target: FleetTarget, { signal }: LinkedSignal): Promise<void> {
    const { client, region } = target;
    const options = { ...this.#delays, abortSignal: signal };
    try {
      for await (const { kind, checks, error, at } of client.watch([{ instanceId, region }], options)) {
        if (signal.aborted) return;
        if (checks !== undefined) await this.#sight.seen(instanceId, target, checks, at);
        // Of one that is missing the next listing tells more: EC2 may not know it everywhere yet.
        else if (kind === 'unreachable' && error !== undefined) {
          this.#sight.unseen(instanceId, target, error);
        }
      }
    } catch (thrown) {
      if (signal.aborted) return;
      this.end(instanceId);
      this.#sight.lost(instanceId, target, thrown);
    }
  }
}

/** Whether an error is worth waiting for it to pass. */
export function isPassing(error: unknown): boolean {
  return Ec2WorkerError.isInstance(error) && error.retryable;
}

/** Whether there is no way back for a worker in a state. */
export function isTerminated(state: InstanceState): boolean {
  return state === InstanceState.TERMINATED;
}
