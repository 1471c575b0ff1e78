import { AbortedError } from '../errors/aborted-error.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { WaitTimeoutError } from '../errors/wait-timeout-error.js';
import { WorkerUnhealthyError } from '../errors/worker-unhealthy-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { type Deadline, startDeadline } from '../time/deadline.js';
import { GoalTracker } from './goal-tracker.js';
import type { Observation } from './observation.js';
import { ProgressReporter } from './progress-reporter.js';
import { hold, type NotYet, retry, type WaitTable } from './verdict.js';
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
  return new Wait(table, instanceId, planWait(options, table), context).run(options.abortSignal);
}

class Wait {
  readonly #table: WaitTable;
  readonly #instanceId: string;
  readonly #plan: WaitPlan;
  readonly #context: WaitContext;
  readonly #startedAt: number;
  readonly #goal: GoalTracker;
  readonly #record: WaitRecord;
  readonly #reporter: ProgressReporter;
  #lastSeen: WorkerInstance | undefined;
  #lastStep: Step | undefined;

  constructor(table: WaitTable, instanceId: string, plan: WaitPlan, context: WaitContext) {
    const { region, clock, logger, changes } = context;
    const startedAt = clock.now();
    const record = new WaitRecord({ operation: table.operation, instanceId, region, startedAt });
    const progress = record.progress.bind(record);
    this.#table = table;
    this.#instanceId = instanceId;
    this.#plan = plan;
    this.#context = context;
    this.#startedAt = startedAt;
    this.#goal = new GoalTracker({ instanceId, table, plan, changes });
    this.#record = record;
    this.#reporter = new ProgressReporter({ clock, logger, onProgress: plan.onProgress, progress });
  }

  async run(abortSignal: AbortSignal | undefined): Promise<WorkerInstance> {
    abortSignal?.throwIfAborted();
    const { clock, closing } = this.#context;
    const deadline = startDeadline(clock, this.#plan.maxWaitTimeMs, [abortSignal, closing]);
    // Ends with the deadline, by a rejection that only says so.
    this.#reporter.keepTelling(deadline.signal).catch(() => undefined);
    try {
      return await this.#follow(deadline);
    } catch (thrown) {
      const isOwn = Ec2WorkerError.isInstance(thrown) && thrown.kind !== 'aborted';
      if (deadline.expired && !isOwn) throw this.#timeout();
      if (closing.aborted && !isOwn) throw this.#closed(closing);
      throw thrown;
    } finally {
      deadline.dispose();
    }
  }

  async #follow({ signal }: Deadline): Promise<WorkerInstance> {
    const { minDelayMs: minDelay, maxDelayMs: maxDelay, maxWaitTimeMs } = this.#plan;
    const observations = this.#context.source.observe({
      instanceId: this.#instanceId,
      operation: this.#table.operation,
      minDelay,
      maxDelay,
      pace: this.#table.pace,
      endsAt: this.#startedAt + maxWaitTimeMs,
      signal,
    });
    for await (const observation of observations) {
      const news = this.#record.add(observation);
      const step = await this.#consider(observation, signal);
      this.#lastStep = step;
      this.#reporter.update('reached' in step ? `${this.#table.target}, as waited for` : step.message, news);
      if ('reached' in step) return step.reached;
    }
    throw signal.reason;
  }

  async #consider(observation: Observation, signal: AbortSignal): Promise<Step> {
    const { seen, at, changesBefore } = observation;
    if (seen.kind === 'failed') return rideOut(seen.error);
    if (seen.kind === 'missing') return await this.#considerMissing(seen.error, signal);

    const { checks } = seen;
    if (this.#table.endsWhenForgotten && this.#lastSeen === undefined) await this.#describe(signal);
    const verdict = this.#goal.judge({ checks, at, changesBefore });
    switch (verdict.state) {
      case 'RETRY':
        return verdict;
      case 'SUCCESS':
        return await this.#confirm(checks, signal);
      case 'FAILURE': {
        // The reason is a help to the reader, not a condition of the verdict.
        const description = await this.#describe(signal).catch(() => undefined);
        throw this.#unhealthy(checks.instanceState, description?.instance, checks);
      }
    }
  }

  /** EC2's lists may lag behind each other, so the instance itself must agree with its checks. */
  async #confirm(checks: InstanceStatusChecks, signal: AbortSignal): Promise<Step> {
    const changesBefore = this.#context.changes.count();
    const { instance, isMissing } = await this.#describe(signal);
    if (instance === undefined) {
      const forgotten = isMissing ? this.#forgotten() : undefined;
      return forgotten === undefined ? hold('to be described by EC2') : { reached: forgotten };
    }
    const agrees = instance.instanceState === this.#table.target;
    if (!agrees || !this.#context.changes.isUnchangedSince(this.#instanceId, changesBefore)) {
      return hold(`to be described as ${this.#table.target}`);
    }
    const { instanceStatus, systemStatus } = checks;
    return { reached: { ...instance, instanceStatus, systemStatus } };
  }

  /** An instance without status checks may be unknown as yet, or gone: the instance itself tells. */
  async #considerMissing(error: Ec2WorkerError, signal: AbortSignal): Promise<Step> {
    this.#goal.lose();
    const { instance, isMissing } = await this.#describe(signal);
    if (instance?.instanceState === InstanceState.TERMINATED) {
      if (this.#table.target === InstanceState.TERMINATED) return { reached: instance };
      throw this.#unhealthy(instance.instanceState, instance);
    }
    if (!isMissing) return hold('to have status checks');
    if (this.#context.changes.isYoung(this.#instanceId)) return hold('to be known to EC2');
    const forgotten = this.#forgotten();
    if (forgotten !== undefined) return { reached: forgotten };
    throw error;
  }

  /** The instance as last seen, if its disappearance is what the wait is for. */
  #forgotten(): WorkerInstance | undefined {
    if (!this.#table.endsWhenForgotten || this.#lastSeen === undefined) return undefined;
    return { ...this.#lastSeen, instanceState: InstanceState.TERMINATED };
  }

  /** Reads the whole instance. That EC2 does not know it is one thing, that it cannot be asked another. */
  async #describe(signal: AbortSignal): Promise<Description> {
    const call = { operation: this.#table.operation, abortSignal: signal };
    try {
      const instance = await this.#context.describe(this.#instanceId, call);
      this.#lastSeen = instance;
      this.#record.addFault(undefined);
      return { instance, isMissing: false };
    } catch (thrown) {
      if (InstanceNotFoundError.isInstance(thrown)) return { instance: undefined, isMissing: true };
      if (!Ec2WorkerError.isInstance(thrown) || !isPassing(thrown)) throw thrown;
      this.#record.addFault(thrown);
      return { instance: undefined, isMissing: false };
    }
  }

  #closed({ reason }: AbortSignal): AbortedError {
    const { operation } = this.#table;
    const { region } = this.#context;
    return new AbortedError({ operation, region, instanceIds: [this.#instanceId], cause: reason });
  }

  #timeout(): WaitTimeoutError {
    const step = this.#lastStep;
    const obstacle = step === undefined || 'reached' in step || step.isEvident ? undefined : step.message;
    return this.#record.timeout(this.#context.clock.now(), this.#plan.maxWaitTimeMs / 1_000, obstacle);
  }

  #unhealthy(
    instanceState: InstanceState,
    instance: WorkerInstance | undefined,
    checks?: InstanceStatusChecks,
  ): WorkerUnhealthyError {
    return new WorkerUnhealthyError({
      operation: this.#table.operation,
      region: this.#context.region,
      instanceIds: [this.#instanceId],
      checks,
      instanceState,
      stateReason: instance?.stateReason,
    });
  }
}

interface Description {
  readonly instance: WorkerInstance | undefined;
  readonly isMissing: boolean;
}

/** Either the wait is over, or there is something left to wait for. */
type Step = { readonly reached: WorkerInstance } | NotYet;

/** The kinds of faults that may pass by themselves. Anything else would be answered the same way next time. */
const PASSING_KINDS: readonly string[] = ['throttled', 'service-unavailable', 'network'];

function isPassing(error: Ec2WorkerError): boolean {
  return error.retryable && PASSING_KINDS.includes(error.kind);
}

function rideOut(error: Ec2WorkerError): NotYet {
  if (!isPassing(error)) throw error;
  return retry(`EC2 could not be asked (${error.kind})`);
}
