import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import { WorkerUnhealthyError } from '../errors/worker-unhealthy-error.js';
import { InstanceState } from '../model/instance-state.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { type Deadline, startDeadline } from '../time/deadline.js';
import { formatDuration } from '../time/duration.js';
import { impairedChecks } from './judge-healthy.js';
import type { Observation } from './observation.js';
import { ProgressReporter } from './progress-reporter.js';
import { retry, type Verdict, type WaitTable } from './verdict.js';
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

/** Faults that pass by themselves. Anything else would be answered the same way next time. */
const PASSING_FAULTS: readonly string[] = ['throttled', 'service-unavailable', 'network'];

class Wait {
  readonly #table: WaitTable;
  readonly #instanceId: string;
  readonly #plan: WaitPlan;
  readonly #context: WaitContext;
  readonly #startedAt: number;
  readonly #record: WaitRecord;
  readonly #reporter: ProgressReporter;
  #impairedSince: number | undefined;
  #reachedAt: number | undefined;
  /** How many changes this client had made when the two times above were last confirmed. */
  #changesCounted = 0;
  #lastSeen: WorkerInstance | undefined;

  constructor(table: WaitTable, instanceId: string, plan: WaitPlan, context: WaitContext) {
    this.#table = table;
    this.#instanceId = instanceId;
    this.#plan = plan;
    this.#context = context;
    const { region, clock, logger } = context;
    this.#startedAt = clock.now();
    this.#changesCounted = context.changes.count();
    const record = new WaitRecord({
      operation: table.operation,
      instanceId,
      region,
      startedAt: this.#startedAt,
    });
    this.#record = record;
    const progress = record.progress.bind(record);
    this.#reporter = new ProgressReporter({ clock, logger, onProgress: plan.onProgress, progress });
  }

  async run(abortSignal: AbortSignal | undefined): Promise<WorkerInstance> {
    abortSignal?.throwIfAborted();
    const { clock } = this.#context;
    const deadline = startDeadline(clock, this.#plan.maxWaitTimeMs, abortSignal);
    // Ends with the deadline, by a rejection that only says so.
    this.#reporter.keepTelling(deadline.signal).catch(() => undefined);
    try {
      return await this.#follow(deadline);
    } catch (thrown) {
      const ended = deadline.expired && !(Ec2WorkerError.isInstance(thrown) && thrown.kind !== 'aborted');
      if (ended) throw this.#record.timeout(clock.now(), this.#plan.maxWaitTimeMs / 1_000);
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
      endsAt: this.#startedAt + maxWaitTimeMs,
      signal,
    });
    for await (const observation of observations) {
      const news = this.#record.add(observation);
      const step = await this.#consider(observation, signal);
      this.#reporter.update(step.message ?? `${this.#table.target}, as waited for`, news);
      if (step.reached !== undefined) return step.reached;
    }
    throw signal.reason;
  }

  async #consider({ seen, at, changesBefore }: Observation, signal: AbortSignal): Promise<Step> {
    if (seen.kind === 'failed') return this.#rideOut(seen.error);
    if (seen.kind === 'missing') return await this.#considerMissing(seen.error, signal);

    if (this.#table.endsWhenForgotten && this.#lastSeen === undefined) await this.#describe(signal);
    const { changes } = this.#context;
    // What held before a change says nothing of the time after it, so it has to hold anew.
    if (!changes.isUnchangedSince(this.#instanceId, this.#changesCounted)) {
      this.#impairedSince = undefined;
      this.#reachedAt = undefined;
    }
    this.#changesCounted = changesBefore;
    if (!changes.isUnchangedSince(this.#instanceId, changesBefore)) {
      return { message: 'to see the effect of the latest change' };
    }
    const verdict = this.#judge(seen.checks, at);
    if (verdict.state === 'FAILURE') {
      // The reason is a help to the reader, not a condition of the verdict.
      const description = await this.#describe(signal).catch(() => undefined);
      const { instanceState } = seen.checks;
      throw this.#unhealthy({ checks: seen.checks, instanceState, instance: description?.instance });
    }
    if (verdict.state === 'RETRY') return { message: verdict.message };
    return await this.#confirm(seen.checks, signal);
  }

  #judge(checks: InstanceStatusChecks, at: number): Verdict {
    const { impairedGraceSeconds, requiredChecks, stableForMs } = this.#plan;
    const isImpaired = impairedChecks(checks, requiredChecks).length > 0;
    this.#impairedSince = isImpaired ? (this.#impairedSince ?? at) : undefined;

    const verdict = this.#table.judge({
      checks,
      impairedSeconds: (at - (this.#impairedSince ?? at)) / 1_000,
      impairedGraceSeconds,
      requiredChecks,
      justChanged: this.#context.changes.isJustChanged(this.#instanceId),
    });
    this.#reachedAt = verdict.state === 'SUCCESS' ? (this.#reachedAt ?? at) : undefined;
    if (this.#reachedAt === undefined || at - this.#reachedAt >= stableForMs) return verdict;
    return retry(`reached, to be stable for ${formatDuration(stableForMs)}`);
  }

  /** EC2's lists may lag behind each other, so the instance itself must agree with its checks. */
  async #confirm(checks: InstanceStatusChecks, signal: AbortSignal): Promise<Step> {
    const changesBefore = this.#context.changes.count();
    const { instance, isMissing } = await this.#describe(signal);
    if (instance === undefined) {
      const forgotten = isMissing ? this.#forgotten() : undefined;
      return forgotten === undefined ? { message: 'to be described by EC2' } : { reached: forgotten };
    }
    const agrees = instance.instanceState === this.#table.target;
    if (!agrees || !this.#context.changes.isUnchangedSince(this.#instanceId, changesBefore)) {
      return { message: `${instance.instanceState}, to be ${this.#table.target}` };
    }
    const { instanceStatus, systemStatus } = checks;
    return { reached: { ...instance, instanceStatus, systemStatus } };
  }

  /** An instance without status checks may be unknown as yet, or gone: the instance itself tells. */
  async #considerMissing(error: Ec2WorkerError, signal: AbortSignal): Promise<Step> {
    this.#reachedAt = undefined;
    const { instance, isMissing } = await this.#describe(signal);
    if (instance?.instanceState === InstanceState.TERMINATED) {
      if (this.#table.target === InstanceState.TERMINATED) return { reached: instance };
      throw this.#unhealthy({ instanceState: instance.instanceState, instance });
    }
    if (!isMissing) return { message: 'to have status checks' };
    if (this.#context.changes.isYoung(this.#instanceId)) return { message: 'to be known to EC2' };
    const forgotten = this.#forgotten();
    if (forgotten !== undefined) return { reached: forgotten };
    throw error;
  }

  /** The instance as last seen, if its disappearance is what the wait is for. */
  #forgotten(): WorkerInstance | undefined {
    if (!this.#table.endsWhenForgotten || this.#lastSeen === undefined) return undefined;
    return { ...this.#lastSeen, instanceState: InstanceState.TERMINATED };
  }

  #rideOut(error: Ec2WorkerError): Step {
    if (!PASSING_FAULTS.includes(error.kind)) throw error;
    return { message: `EC2 could not be asked (${error.kind})` };
  }

  /** Reads the whole instance. That EC2 does not know it is one thing, that it cannot be asked another. */
  async #describe(signal: AbortSignal): Promise<Description> {
    const call = { operation: this.#table.operation, abortSignal: signal };
    try {
      const instance = await this.#context.describe(this.#instanceId, call);
      this.#lastSeen = instance;
      return { instance, isMissing: false };
    } catch (thrown) {
      if (InstanceNotFoundError.isInstance(thrown)) return { instance: undefined, isMissing: true };
      if (!Ec2WorkerError.isInstance(thrown) || !PASSING_FAULTS.includes(thrown.kind)) throw thrown;
      return { instance: undefined, isMissing: false };
    }
  }

  #unhealthy(condition: {
    readonly checks?: InstanceStatusChecks;
    readonly instanceState: InstanceState;
    readonly instance: WorkerInstance | undefined;
  }): WorkerUnhealthyError {
    return new WorkerUnhealthyError({
      operation: this.#table.operation,
      region: this.#context.region,
      instanceIds: [this.#instanceId],
      checks: condition.checks,
      instanceState: condition.instanceState,
      stateReason: condition.instance?.stateReason,
    });
  }
}

interface Description {
  readonly instance: WorkerInstance | undefined;
  readonly isMissing: boolean;
}

/** Either the wait is over, or a word on what it is waiting for. */
type Step =
  | { readonly reached: WorkerInstance; readonly message?: undefined }
  | { readonly reached?: undefined; readonly message: string };
