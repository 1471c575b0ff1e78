import { AbortedError } from '../../errors/aborted-error.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InstanceState } from '../../model/instance-state.js';
import type { InstanceStatusChecks } from '../../model/instance-status-checks.js';
import { allowManyListeners } from '../../time/many-listeners.js';
import type { FleetListing } from '../discovery/fleet-listing.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { listWorkers } from '../discovery/list-workers.js';
import type { FleetContext, FleetTarget } from '../fleet-context.js';
import { publishEvent } from '../publish-event.js';
import { EventQueue } from './event-queue.js';
import type { WorkerVanished } from './fleet-event.js';
import { ImpairmentWatch } from './impairment-watch.js';
import type { MergeableEvent } from './merge-events.js';
import { type MonitorLedger, placeKey } from './monitor-ledger.js';
import type { MonitorPlan } from './monitor-options.js';
import { LISTING, RegionReach } from './region-reach.js';
import { mayBeInterrupted, tellInterruption, tellNotices } from './spot-interruption.js';
import { tellCheckChanges, tellTagChanges } from './tell-changes.js';
import { VanishedWorkers } from './vanished-workers.js';
import { workerOf } from './worker-memo.js';
import { isPassing, isTerminated, type WorkerSight, WorkerWatches } from './worker-watches.js';

/** So many listings in a row may fail in every region, with an error that does not look as if it would pass. */
const MOST_HOPELESS_LISTINGS = 3;

/** One run of a monitor: looks at a fleet, and puts what is new into a queue. */
export class MonitorRun implements WorkerSight {
  readonly queue: EventQueue;
  readonly #context: FleetContext;
  readonly #plan: MonitorPlan;
  /** All that was found out, whether the reader has taken it or not. */
  readonly #known: MonitorLedger;
  readonly #lastSeen: Map<string, Date>;
  readonly #over = new AbortController();
  readonly #reach: RegionReach;
  readonly #impairments: ImpairmentWatch;
  readonly #watches: WorkerWatches;
  readonly #vanished: VanishedWorkers;
  #hopelessListings = 0;

  constructor(context: FleetContext, plan: MonitorPlan, known: MonitorLedger, lastSeen: Map<string, Date>) {
    const { clock } = context;
    const now = (): number => clock.now();
    const emit = (event: MergeableEvent): void => {
      this.#emit(event);
    };
    this.#context = context;
    this.#plan = plan;
    this.#known = known;
    this.#lastSeen = lastSeen;
    this.queue = new EventQueue(plan.maxBuffered, now);
    this.#reach = new RegionReach(known.unreachable, now, emit);
    const memoOf = (instanceId: string) => known.get(instanceId);
    this.#impairments = new ImpairmentWatch({ clock, debounceMs: plan.debounceMs, memoOf, emit });
    this.#watches = new WorkerWatches(plan.delays, this.#over.signal, this);
    this.#vanished = new VanishedWorkers(context, known);
    allowManyListeners(this.#over.signal);
  }

  start(): void {
    this.#plan.abortSignal?.addEventListener('abort', this.#abort, { once: true });
    if (this.#plan.abortSignal?.aborted === true) this.#abort();
    else void this.#listAgainAndAgain();
  }

  /** Ends it, and leaves no timer. */
  stop(): void {
    this.#plan.abortSignal?.removeEventListener('abort', this.#abort);
    this.#over.abort();
    this.#impairments.stop();
  }

  async seen(id: string, target: FleetTarget, checks: InstanceStatusChecks, at: Date): Promise<void> {
    this.#reach.succeed(target, id);
    const before = this.#known.get(id);
    if (before === undefined) return;
    this.#lastSeen.set(id, at);
    if (mayBeInterrupted(before, checks.instanceState)) await this.#lookForInterruption(id, target);
    const memo = this.#known.get(id);
    if (memo === undefined || this.#over.signal.aborted) return;
    for (const event of tellCheckChanges(memo, checks, at)) this.#emit(event);
    this.#impairments.consider(id);
    if (isTerminated(checks.instanceState)) this.#vanish(id, target, 'terminated');
  }

  unseen(id: string, target: FleetTarget, error: Ec2WorkerError): void {
    this.#reach.fail(target, id, error);
  }

  lost(id: string, target: FleetTarget, error: unknown): void {
    const isClosed = !Ec2WorkerError.isInstance(error) || error.kind === 'aborted';
    void this.#context.targets(this.#plan.criteria.regions).then(
      (targets) => {
        if (isClosed || targets.length === 1) this.#end(error);
        else this.#reach.fail(target, id, error);
      },
      (thrown: unknown) => {
        this.#end(thrown);
      },
    );
  }

  async #listAgainAndAgain(): Promise<void> {
    const { clock } = this.#context;
    try {
      for (;;) {
        await this.#list();
        await clock.sleep(this.#plan.listEveryMs, this.#over.signal);
      }
    } catch (thrown) {
      this.#end(thrown);
    }
  }

  async #list(): Promise<void> {
    const { criteria } = this.#plan;
    const targets = await this.#context.targets(criteria.regions);
    const call = { operation: 'monitor', criteria, abortSignal: this.#over.signal };
    try {
      const listing = await listWorkers(this.#context, call);
      this.#hopelessListings = 0;
      for (const target of targets) await this.#readListing(target, listing);
    } catch (thrown) {
      if (this.#over.signal.aborted || !Ec2WorkerError.isInstance(thrown)) throw thrown;
      this.#hopelessListings = isPassing(thrown) ? 0 : this.#hopelessListings + 1;
      const most = targets.length === 1 ? 1 : MOST_HOPELESS_LISTINGS;
      if (this.#hopelessListings >= most) throw thrown;
      for (const target of targets) this.#reach.fail(target, LISTING, thrown);
    }
  }

  async #readListing(target: FleetTarget, listing: FleetListing): Promise<void> {
    const failure = listing.failures.find((each) => placeKey(each) === placeKey(target));
    if (failure === undefined) this.#reach.succeed(target, LISTING);
    else this.#reach.fail(target, LISTING, failure.error);
    if (failure?.missing === 'instances') return;
    const workers = listing.workers.filter((worker) => placeKey(worker) === placeKey(target));
    for (const worker of workers) this.#readWorker(worker, target);
    const memos = workers.flatMap(({ instanceId }) => this.#known.get(instanceId) ?? []);
    const notices = { at: this.#now(), abortSignal: this.#over.signal };
    for (const event of await tellNotices(target, memos, notices)) {
      // A look at the worker may have told of it while the notices were on their way.
      if (this.#known.get(event.worker.instanceId)?.interrupted !== true) this.#emit(event);
    }
    for (const { worker, why } of await this.#vanished.find(target, workers, this.#over.signal)) {
      const { instanceId } = worker;
      if (worker.instance !== undefined) this.#readInstance(worker.instance);
      this.#vanish(instanceId, target, why);
    }
  }

  #readWorker(worker: FleetWorker, target: FleetTarget): void {
    const { instanceId } = worker;
    const at = this.#now();
    const memo = this.#known.get(instanceId);
    if (memo === undefined) {
      if (isTerminated(worker.instanceState) || this.#vanished.isEnded(instanceId)) return;
      const { region, roleArn, name } = worker;
      const named = { instanceId, region, roleArn, name };
      this.#emit({ type: 'appeared', at, worker: named, instance: worker });
      this.#impairments.consider(instanceId);
    } else this.#readInstance(worker);
    this.#lastSeen.set(instanceId, at);
    this.#watches.begin(instanceId, target);
  }

  /** What a listing tells beside states and checks, of which looks at the worker tell sooner. */
  #readInstance(instance: Parameters<typeof tellInterruption>[1]): void {
    const memo = this.#known.get(instance.instanceId);
    if (memo === undefined) return;
    for (const event of tellTagChanges(memo, instance.tags, this.#now())) this.#emit(event);
    const interruption = tellInterruption(memo, instance, this.#now());
    if (interruption !== undefined) this.#emit(interruption);
  }

  /** Why a spot worker stops is told by a reading of its own, which may fail: then the next listing tells. */
  async #lookForInterruption(instanceId: string, { client, region }: FleetTarget): Promise<void> {
    try {
      const abortSignal = this.#over.signal;
      const instance = await client.findInstance({ instanceId, region }, { abortSignal });
      if (instance !== undefined) this.#readInstance(instance);
    } catch (thrown) {
      if (!Ec2WorkerError.isInstance(thrown)) throw thrown;
    }
  }

  #vanish(instanceId: string, target: FleetTarget, why: WorkerVanished['why']): void {
    const memo = this.#known.get(instanceId);
    if (memo === undefined) return;
    const at = this.#now();
    const lastSeen = this.#lastSeen.get(instanceId) ?? at;
    if (why === 'terminated') this.#vanished.end(instanceId);
    this.#watches.end(instanceId);
    this.#impairments.forget(instanceId);
    this.#lastSeen.delete(instanceId);
    const subject = { at, worker: workerOf(memo) };
    // The listing may be quicker to miss it than the looks at it are to see the end.
    if (why === 'terminated' && !isTerminated(memo.state)) {
      this.#emit({ type: 'state-changed', ...subject, from: memo.state, to: InstanceState.TERMINATED });
    }
    this.#emit({ type: 'vanished', ...subject, lastSeen, why });
    this.#reach.succeed(target, instanceId);
  }

  #emit(event: MergeableEvent): void {
    this.#known.hear(event);
    this.queue.put(publishEvent(event));
  }

  #now(): Date {
    return new Date(this.#context.clock.now());
  }

  readonly #abort = (): void => {
    this.#end(new AbortedError({ operation: 'monitor', cause: this.#plan.abortSignal?.reason }));
  };

  #end(reason: unknown): void {
    if (this.#over.signal.aborted) return;
    this.stop();
    this.queue.close(reason);
  }
}
