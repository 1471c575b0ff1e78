import { AbortedError } from '../../errors/aborted-error.js';
import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { InstanceState } from '../../model/instance-state.js';
import { inParallel } from '../../time/in-parallel.js';
import type { FleetFailure } from '../discovery/fleet-listing.js';
import type { FleetWorker } from '../discovery/fleet-worker.js';
import { getWorker } from '../discovery/get-worker.js';
import { listWorkers } from '../discovery/list-workers.js';
import { isOwned } from '../discovery/ownership.js';
import type { FleetContext, LocatedWorker } from '../fleet-context.js';
import { publishEvent } from '../publish-event.js';
import { toWorkerError } from '../to-worker-error.js';
import { withWorkerLease } from '../with-worker-lease.js';
import { decideIdle, type IdleOpinion, reasonToKeep } from './decide-idle.js';
import type { IdleDecision } from './idle-decision.js';
import type { IdlePlan } from './plan-idle.js';
import { readUse, type Use } from './read-use.js';

/** How many workers are asked for their use at a time. */
const READ_AT_ONCE = 8;

interface Judged {
  readonly worker: FleetWorker;
  readonly opinion: IdleOpinion;
  /** Why its use could not be read. */
  readonly error: Ec2WorkerError | undefined;
}

/** One pass over a fleet: looks at the use of every worker that runs, and stops those that are idle. */
export class IdlePass {
  readonly failures: FleetFailure[] = [];
  readonly #context: FleetContext;
  readonly #plan: IdlePlan;
  #stops = 0;

  constructor(context: FleetContext, plan: IdlePlan) {
    this.#context = context;
    this.#plan = plan;
  }

  /** The decisions that are worth telling. */
  async *run(isNews: (decision: IdleDecision) => boolean): AsyncGenerator<IdleDecision, void, undefined> {
    const { operation, options } = this.#plan;
    const { regions, only = () => true, abortSignal } = options;
    const states = [InstanceState.RUNNING];
    const criteria = regions === undefined ? { states } : { states, regions };
    const listing = await listWorkers(this.#context, { operation, criteria, abortSignal });
    this.failures.push(...listing.failures);
    const workers = listing.workers.filter(
      (worker) => worker.instanceState === InstanceState.RUNNING && only(worker),
    );
    const judged = await inParallel(workers, READ_AT_ONCE, (worker) => this.#judge(worker));
    for (const each of judged) {
      this.#checkSignal();
      const decision = await this.#settle(each);
      if (isNews(decision)) yield publishEvent(decision);
    }
  }

  async #judge(worker: FleetWorker): Promise<Judged> {
    this.#checkSignal();
    let use: Use | undefined;
    let error: Ec2WorkerError | undefined;
    try {
      // Of a worker that is kept in any case nobody has to be asked.
      if (reasonToKeep(worker, this.#plan) === undefined) {
        const located = await this.#context.locate(worker, this.#plan.operation);
        use = await readUse(worker, located, this.#now(), this.#plan);
      }
    } catch (thrown) {
      this.#checkSignal();
      error = this.#failure(thrown, worker, 'its use could not be read');
    }
    return { worker, error, opinion: decideIdle(worker, use, this.#now(), this.#plan) };
  }

  async #settle(judged: Judged): Promise<IdleDecision> {
    const { worker, opinion } = judged;
    const { options, maxStops, operation } = this.#plan;
    if (opinion.type !== 'idle-shutdown') return this.#decision(judged, 'nothing-to-do');
    if (this.#stops >= maxStops) return this.#kept(judged, 'cap-reached');
    this.#stops += 1;
    if (options.dryRun === true) return this.#decision(judged, 'planned');
    try {
      const located = await this.#context.locate(worker, operation);
      const { abortSignal } = options;
      // Whoever assigns the worker holds the same lease.
      const lease = { purpose: 'instance', abortSignal };
      const stop = (signal: AbortSignal | undefined): Promise<IdleDecision> =>
        this.#stop(worker, located, signal);
      return (await withWorkerLease(this.#context, located, lease, stop)) ?? this.#spared(judged);
    } catch (thrown) {
      this.#checkSignal();
      return this.#decision({ ...judged, error: this.#failure(thrown, worker) }, 'failed');
    }
  }

  /** Looks once more, at everything, right before the stop: somebody may have come back. */
  async #stop(
    listed: FleetWorker,
    { client, ref }: LocatedWorker,
    abortSignal: AbortSignal | undefined,
  ): Promise<IdleDecision> {
    const { operation } = this.#plan;
    const worker = await getWorker(this.#context, listed, { abortSignal }, operation);
    const judged = await this.#judge(worker);
    const isOurs = isOwned(worker.tags, this.#context.ownership);
    if (!isOurs || worker.instanceState !== InstanceState.RUNNING) return this.#spared(judged);
    if (judged.opinion.type !== 'idle-shutdown') {
      this.#stops -= 1;
      return this.#decision(judged, 'nothing-to-do');
    }
    await client.stopInstance(ref, { abortSignal });
    return this.#decision(judged, 'done');
  }

  /** One that somebody else is at counts for none that was stopped. */
  #spared(judged: Judged): IdleDecision {
    this.#stops -= 1;
    return this.#kept(judged, 'busy');
  }

  #kept(judged: Judged, reason: IdleDecision['reason']): IdleDecision {
    const opinion: IdleOpinion = { ...judged.opinion, type: 'idle-kept', reason };
    return this.#decision({ ...judged, opinion }, 'nothing-to-do');
  }

  #decision({ worker, opinion, error }: Judged, outcome: IdleDecision['outcome']): IdleDecision {
    const { instanceId, region, roleArn, name } = worker;
    const { type, reason, verdict } = opinion;
    return {
      ...{ type, at: new Date(this.#now()), worker: { instanceId, region, roleArn, name } },
      ...{ reason, verdict, outcome, error },
      message: describe(opinion, error),
    };
  }

  #failure(thrown: unknown, { instanceId, region }: FleetWorker, what?: string): Ec2WorkerError {
    const { operation } = this.#plan;
    return toWorkerError(thrown, { operation, instanceIds: [instanceId], region }, what);
  }

  #now(): number {
    return this.#context.clock.now();
  }

  #checkSignal(): void {
    const { operation, options } = this.#plan;
    if (options.abortSignal?.aborted !== true) return;
    throw new AbortedError({ operation, cause: options.abortSignal.reason });
  }
}

/** A verdict says by itself what it comes to: nothing is told twice. */
function describe({ type, reason, verdict }: IdleOpinion, error: Ec2WorkerError | undefined): string {
  const what = type.slice('idle-'.length);
  const why = error?.message ?? verdict?.message;
  if (why === undefined) return `${what} (${reason})`;
  if (error !== undefined || reason !== verdict?.state) return `${what} (${reason}): ${why}`;
  return reason === what ? why : `${what}: ${why}`;
}
