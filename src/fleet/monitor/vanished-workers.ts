import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { isOwned } from '../discovery/ownership.js';
import type { FleetContext, FleetTarget } from '../fleet-context.js';
import type { WorkerVanished } from './fleet-event.js';
import { type MonitorLedger, placeKey } from './monitor-ledger.js';
import { isTerminated } from './worker-watches.js';

/** A worker has to be missing in so many listings: EC2 may leave one out that was launched or tagged just now. */
const LISTINGS_UNTIL_GONE = 2;

/** EC2 shows a terminated instance for about an hour: so long one that was told of must not appear again. */
const SHOWN_AFTER_END_MS = 2 * 3_600_000;

/** A worker that is none of the fleet any more. */
export interface VanishedWorker {
  readonly worker: { readonly instanceId: string; readonly instance: WorkerInstance | undefined };
  readonly why: WorkerVanished['why'];
}

/** Finds out why workers are not listed any more. */
export class VanishedWorkers {
  readonly #context: FleetContext;
  readonly #known: MonitorLedger;
  /** In how many listings in a row a worker was missing. */
  readonly #misses = new Map<string, number>();
  /** When it was told of workers that they are terminated. */
  readonly #endedAt = new Map<string, number>();

  constructor(context: FleetContext, known: MonitorLedger) {
    this.#context = context;
    this.#known = known;
  }

  /** Whether it was told of a worker that it is terminated. */
  isEnded(instanceId: string): boolean {
    return this.#endedAt.has(instanceId);
  }

  end(instanceId: string): void {
    const now = this.#context.clock.now();
    this.#misses.delete(instanceId);
    for (const [id, at] of this.#endedAt) if (now - at > SHOWN_AFTER_END_MS) this.#endedAt.delete(id);
    this.#endedAt.set(instanceId, now);
  }

  /** Which of the workers that were known in a place are none of the fleet any more, now that these are listed. */
  async find(
    target: FleetTarget,
    listed: readonly FleetWorker[],
    abortSignal: AbortSignal,
  ): Promise<readonly VanishedWorker[]> {
    const here = new Set(listed.map(({ instanceId }) => instanceId));
    for (const instanceId of here) this.#misses.delete(instanceId);
    const missing = this.#known.workers
      .filter((memo) => placeKey(memo) === placeKey(target) && !here.has(memo.instanceId))
      .map(({ instanceId }) => instanceId);
    if (missing.length === 0) return [];
    const found = await lookUp(target, missing, abortSignal);
    if (found === undefined) return [];
    return missing.flatMap((instanceId) => this.#judge(instanceId, found.get(instanceId)));
  }

  #judge(instanceId: string, instance: WorkerInstance | undefined): readonly VanishedWorker[] {
    const misses = (this.#misses.get(instanceId) ?? 0) + 1;
    this.#misses.set(instanceId, misses);
    const worker = { instanceId, instance };
    if (instance !== undefined && isTerminated(instance.instanceState))
      return [{ worker, why: 'terminated' }];
    const isOurs = instance === undefined || isOwned(instance.tags, this.#context.ownership);
    if (isOurs && misses < LISTINGS_UNTIL_GONE) return [];
    this.#misses.delete(instanceId);
    return [{ worker, why: instance === undefined ? 'gone' : 'no-longer-ours' }];
  }
}

/** Asks for workers by their ids; `undefined` where they cannot be asked for, and nothing is known. */
async function lookUp(
  { client, region }: FleetTarget,
  instanceIds: readonly string[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, WorkerInstance> | undefined> {
  try {
    const filter = { instanceIds, includeTerminated: true };
    const instances = await client.listInstances(filter, { region, abortSignal });
    return new Map(instances.map((instance) => [instance.instanceId, instance]));
  } catch (thrown) {
    if (abortSignal.aborted || !Ec2WorkerError.isInstance(thrown)) throw thrown;
    return undefined;
  }
}
