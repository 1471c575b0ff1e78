import { AbortedError } from '../errors/aborted-error.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { WaitTimeoutError } from '../errors/wait-timeout-error.js';
import { WorkerUnhealthyError } from '../errors/worker-unhealthy-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { GoalTracker } from './goal-tracker.js';
import { InstanceView } from './instance-view.js';
import type { Attendance, Observation, ObservationEnd, Observer } from './observation.js';
import type { Pace } from './poll-pace.js';
import { ProgressReporter } from './progress-reporter.js';
import { rideOut, type Step } from './step.js';
import { hold, type WaitTable } from './verdict.js';
import type { WaitContext } from './wait-context.js';
import { planWait, type WaitOptions, type WaitPlan } from './wait-options.js';
import { WaitRecord } from './wait-record.js';

/**
 * Waits for what a table describes, by the observations of the context's source.
 *
 * @returns The instance as EC2 describes it once the goal is reached.
 * @throws WaitTimeoutError when the time is up; WorkerUnhealthyError when the goal is out of reach;
 * InstanceNotFoundError for an instance that does not exist; any error of AWS that waiting cannot mend.
 */
export function wait(
  table: WaitTable,
  instanceId: string,
  options: WaitOptions,
  context: WaitContext,
): Promise<WorkerInstance> {
  const plan = planWait(options, table);
  return new Promise((resolve, reject) => {
    new Wait(table, instanceId, plan, context, options.abortSignal, { resolve, reject }).begin();
  });
}

/** Whoever wants to know how a wait ends. */
interface Waiting {
  readonly resolve: (instance: WorkerInstance) => void;
  readonly reject: (reason: unknown) => void;
}

/** One wait. It lives by what it is told, so that thousands of them cost little while nothing happens. */
class Wait implements Observer {
  readonly instanceId: string;
  readonly endsAt: number;
  readonly abortSignal: AbortSignal | undefined;
  readonly #table: WaitTable;
  readonly #plan: WaitPlan;
  readonly #context: WaitContext;
  readonly #waiting: Waiting;
  readonly #goal: GoalTracker;
  readonly #record: WaitRecord;
  readonly #reporter: ProgressReporter | undefined;
  #attendance: Attendance | undefined;
  #knownView: InstanceView | undefined;
  /** What stands in the way that neither the state nor the checks show. */
  #obstacle: string | undefined;

  constructor(
    table: WaitTable,
    instanceId: string,
    plan: WaitPlan,
    context: WaitContext,
    abortSignal: AbortSignal | undefined,
    waiting: Waiting,
  ) {
    const { region, clock, logger, changes } = context;
    const startedAt = clock.now();
    const { onProgress } = plan;
    const record = new WaitRecord({ operation: table.operation, instanceId, region, startedAt });
    this.instanceId = instanceId;
    this.endsAt = startedAt + plan.maxWaitTimeMs;
    this.abortSignal = abortSignal;
    this.#table = table;
    this.#plan = plan;
    this.#context = context;
    this.#waiting = waiting;
    this.#goal = new GoalTracker({ instanceId, table, plan, changes });
    this.#record = record;
    this.#reporter =
      onProgress === undefined
        ? undefined
        : new ProgressReporter({ clock, logger, onProgress, progress: record.progress.bind(record) });
  }

  get operation(): string {
    return this.#table.operation;
  }

  get minDelay(): number {
    return this.#plan.minDelayMs;
  }

  get maxDelay(): number {
    return this.#plan.maxDelayMs;
  }

  /** Made when it is needed: most of the time nothing is. */
  get #view(): InstanceView {
    this.#knownView ??= new InstanceView(this.#context, this, this.#record);
    return this.#knownView;
  }

  begin(): void {
    this.#reporter?.keepTelling();
    this.#attendance = this.#context.source.observe(this);
  }

  pace(checks: InstanceStatusChecks | undefined): Pace {
    return this.#table.pace(checks);
  }

  async see(observation: Observation): Promise<void> {
    try {
      const news = this.#record.add(observation);
      const step = await this.#consider(observation);
      if ('reached' in step) {
        this.#reporter?.update(`${this.#table.target}, as waited for`, news);
        this.#waiting.resolve(step.reached);
        this.#stop();
      } else {
        this.#obstacle = step.isEvident ? undefined : step.message;
        this.#reporter?.update(step.message, news);
      }
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  end(reason: ObservationEnd): void {
    this.#fail(reason === 'time-is-up' ? this.#timeout() : reason.reason);
  }

  #fail(thrown: unknown): void {
    const isOwn = Ec2WorkerError.isInstance(thrown) && thrown.kind !== 'aborted';
    this.#waiting.reject(isOwn ? thrown : this.#interruption(thrown));
    this.#stop();
  }

  /** What an abort stands for: it may come of the caller, of the end of the client, or of the time. */
  #interruption(thrown: unknown): unknown {
    const { closing, clock, region } = this.#context;
    const { operation, instanceId } = this;
    if (closing.aborted) {
      return new AbortedError({ operation, region, instanceIds: [instanceId], cause: closing.reason });
    }
    const isOverdue = clock.now() >= this.endsAt && this.abortSignal?.aborted !== true;
    return isOverdue ? this.#timeout() : thrown;
  }

  #stop(): void {
    this.#reporter?.stop();
    this.#attendance?.leave();
  }

  async #consider(observation: Observation): Promise<Step> {
    const { seen, at, changesBefore } = observation;
    if (seen.kind === 'failed') {
      // Nobody knows how it is meanwhile, and what is not known does not hold.
      this.#goal.lose();
      return rideOut(seen.error);
    }
    if (seen.kind === 'missing') return await this.#considerMissing(seen.error);

    const { checks } = seen;
    if (this.#table.endsWhenForgotten && this.#view.lastSeen === undefined) await this.#view.read();
    const verdict = this.#goal.judge({ checks, at, changesBefore });
    switch (verdict.state) {
      case 'RETRY':
        return verdict;
      case 'SUCCESS':
        return await this.#confirm(checks);
      case 'FAILURE': {
        // The reason is a help to the reader, not a condition of the verdict.
        const description = await this.#view.read().catch(() => undefined);
        throw this.#unhealthy(checks.instanceState, description?.instance, checks);
      }
    }
  }

  /** EC2's lists may lag behind each other, so the instance itself must agree with its checks. */
  async #confirm(checks: InstanceStatusChecks): Promise<Step> {
    const changesBefore = this.#context.changes.count();
    const { instance, isMissing } = await this.#view.read();
    if (instance === undefined) {
      const forgotten = isMissing ? this.#forgotten() : undefined;
      return forgotten === undefined ? hold('to be described by EC2') : { reached: forgotten };
    }
    const agrees = instance.instanceState === this.#table.target;
    if (!agrees || !this.#context.changes.isUnchangedSince(this.instanceId, changesBefore)) {
      return hold(`to be described as ${this.#table.target}`);
    }
    const { instanceStatus, systemStatus } = checks;
    return { reached: { ...instance, instanceStatus, systemStatus } };
  }

  /** An instance without status checks may be unknown as yet, or gone: the instance itself tells. */
  async #considerMissing(error: Ec2WorkerError): Promise<Step> {
    this.#goal.lose();
    const { instance, isMissing } = await this.#view.read();
    if (instance?.instanceState === InstanceState.TERMINATED) {
      if (this.#table.target === InstanceState.TERMINATED) return { reached: instance };
      throw this.#unhealthy(instance.instanceState, instance);
    }
    if (!isMissing) return hold('to have status checks');
    if (this.#context.changes.isYoung(this.instanceId)) return hold('to be known to EC2');
    const forgotten = this.#forgotten();
    if (forgotten !== undefined) return { reached: forgotten };
    throw error;
  }

  /** The instance as last seen, if its disappearance is what the wait is for. */
  #forgotten(): WorkerInstance | undefined {
    const { lastSeen } = this.#view;
    if (!this.#table.endsWhenForgotten || lastSeen === undefined) return undefined;
    return { ...lastSeen, instanceState: InstanceState.TERMINATED };
  }

  #timeout(): WaitTimeoutError {
    return this.#record.timeout(this.#context.clock.now(), this.#plan.maxWaitTimeMs / 1_000, this.#obstacle);
  }

  #unhealthy(
    instanceState: InstanceState,
    instance: WorkerInstance | undefined,
    checks?: InstanceStatusChecks,
  ): WorkerUnhealthyError {
    return new WorkerUnhealthyError({
      operation: this.#table.operation,
      region: this.#context.region,
      instanceIds: [this.instanceId],
      checks,
      instanceState,
      stateReason: instance?.stateReason,
    });
  }
}
