import { AbortedError } from '../../errors/aborted-error.js';
import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { failureMessage } from '../../errors/failure-message.js';
import type { LaunchAttempt } from '../../model/launch-result.js';
import type { WorkerInstance } from '../../model/worker-instance.js';
import type { OperationCall, WorkerContext } from '../worker-context.js';
import { type AttemptOutcome, attemptLaunch } from './attempt-launch.js';
import { findByToken, isLive } from './find-earlier-launch.js';
import { isTokenTaken, mayAnotherChoiceHelp } from './judge-refusal.js';
import type { KeyMemory } from './launch-keys.js';
import type { LaunchPlan } from './launch-plan.js';
import type { LaunchProgress } from './launch-progress.js';
import type { PlannedChoice } from './planned-choice.js';

/** So many launches under one key, each terminated since, and the next one gives up. */
const MOST_USED_TOKENS = 50;

/** EC2 tells launch times in whole seconds, by a clock of its own. */
const LAUNCH_TIME_TOLERANCE_MS = 2_000;

/** What a run works on. */
export interface LaunchRunParts {
  readonly context: WorkerContext;
  readonly call: OperationCall;
  readonly plan: LaunchPlan;
  readonly progress: LaunchProgress;
  /** Of a launch with a key. */
  readonly memory: KeyMemory | undefined;
}

/** One launch under way: request after request, until all is launched or nothing else may help. */
export class LaunchRun {
  /** The ids of what this call has launched, as opposed to what it has found. */
  readonly launchedIds: Set<string> = new Set();
  readonly #parts: LaunchRunParts;
  readonly #startedAt: number;
  #takenTokens = 0;

  constructor(parts: LaunchRunParts) {
    this.#parts = parts;
    this.#startedAt = parts.context.clock.now();
  }

  /**
   * Failures end up in the progress, beside what was launched all the same.
   *
   * @throws AbortedError with the ids of what was launched.
   */
  async finish(): Promise<void> {
    const { progress } = this.#parts;
    try {
      let mayHelp = true;
      while (mayHelp && progress.missing > 0) {
        const choice = progress.nextChoice();
        mayHelp = choice !== undefined && (await this.#attempt(choice));
      }
    } catch (thrown) {
      throw this.#withIds(thrown);
    }
  }

  /** Makes one request. @returns Whether another one may help. */
  async #attempt(choice: PlannedChoice): Promise<boolean> {
    const { context, call, plan, progress } = this.#parts;
    const { rootDeviceName, launchKey } = plan;
    const count = progress.missing;
    const clientToken = progress.nextToken(choice);
    const specification = { input: choice.input, count, clientToken, launchKey, rootDeviceName };
    const isOwnToken = clientToken === plan.intent.key;
    const recovery = launchKey === undefined ? (isOwnToken ? 'token' : 'search') : 'key';
    const outcome = await attemptLaunch(context, call, specification, recovery);
    const launched = this.#take(choice, outcome);
    const error = outcome.kind === 'launched' ? undefined : outcome.error;
    progress.noteAttempt({ ...describe(choice), clientToken, requested: count, launched, error }, error);
    switch (outcome.kind) {
      case 'launched':
        progress.useUp(clientToken);
        // Instances of an earlier launch may be terminated by now, which says nothing of the capacity there is.
        if (launched < count && outcome.instances.every(isLive)) progress.notePartial(choice);
        return true;
      case 'unknown':
        progress.uncertain = true;
        return false;
      case 'refused':
        return await this.#considerRefusal(choice, clientToken, outcome.error);
    }
  }

  /** Keeps what a request has launched. With a key, what is terminated does not count. @returns How many do. */
  #take({ input, ...choice }: PlannedChoice, outcome: AttemptOutcome): number {
    if (outcome.kind === 'refused') return 0;
    const { context, progress, memory } = this.#parts;
    const { capacity, images, ledger } = context;
    const counting = memory === undefined ? outcome.instances : outcome.instances.filter(isLive);
    for (const worker of counting) {
      ledger.noteLaunch(worker.instanceId);
      memory?.launched.add(worker.instanceId);
      if (this.#isNew(worker)) this.launchedIds.add(worker.instanceId);
      images.noteTold(worker.amiId, input.amiName);
      capacity.noteLaunch({ ...choice, input }, worker.availabilityZone);
    }
    const { amiName } = input;
    progress.add(counting.map((worker) => ({ ...worker, amiName })));
    return counting.length;
  }

  /** EC2 answers a token that it knows with the instances that it has launched before. */
  #isNew({ launchTime }: WorkerInstance): boolean {
    if (!this.#parts.plan.mayRepeat) return true;
    return (launchTime?.getTime() ?? Infinity) >= this.#startedAt - LAUNCH_TIME_TOLERANCE_MS;
  }

  async #considerRefusal(
    choice: PlannedChoice,
    clientToken: string,
    error: Ec2WorkerError,
  ): Promise<boolean> {
    const { context, progress, memory } = this.#parts;
    if (memory !== undefined && isTokenTaken(error)) return await this.#takeOver(clientToken);
    if (error.kind === 'insufficient-capacity') context.capacity.noteEmpty(choice, error);
    if (!mayAnotherChoiceHelp(error)) return false;
    progress.noteRefused(context.capacity.poolsRefusing(choice, error));
    return true;
  }

  /**
   * A token that is taken shows that the key was used before, by what could not be seen yet or is gone by now.
   * What still lives of it counts, and the next token is free.
   */
  async #takeOver(clientToken: string): Promise<boolean> {
    const { context, call, progress } = this.#parts;
    this.#takenTokens += 1;
    if (this.#takenTokens >= MOST_USED_TOKENS) return false;
    try {
      const found = await findByToken(context, call, clientToken);
      progress.add(found.filter(isLive));
      progress.useUp(clientToken);
      return true;
    } catch (thrown) {
      if (isAbort(thrown, call) || !Ec2WorkerError.isInstance(thrown)) throw thrown;
      progress.error = thrown;
      progress.uncertain = true;
      return false;
    }
  }

  /** Whatever ends a launch early, what it has launched is told. */
  #withIds(thrown: unknown): Ec2WorkerError {
    const { context, call } = this.#parts;
    const { operation, abortSignal } = call;
    const { region } = context;
    const failure = Ec2WorkerError.isInstance(thrown) ? thrown : undefined;
    const clientToken = failure?.clientToken;
    const instanceIds = [...new Set([...this.launchedIds, ...(failure?.instanceIds ?? [])])];
    const known = { operation, region, instanceIds, clientToken };
    if (abortSignal?.aborted === true) return new AbortedError({ ...known, cause: abortSignal.reason });
    if (AbortedError.isInstance(thrown)) return new AbortedError({ ...known, cause: thrown.cause });
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return new Ec2WorkerError({ ...known, message: failureMessage({ ...known, text }), cause: thrown });
  }
}

function isAbort(thrown: unknown, { abortSignal }: OperationCall): boolean {
  return abortSignal?.aborted === true || AbortedError.isInstance(thrown);
}

function describe(
  choice: PlannedChoice,
): Pick<LaunchAttempt, 'instanceType' | 'subnetId' | 'availabilityZone' | 'market'> {
  const { instanceType, subnetId, availabilityZone, market } = choice;
  return { instanceType, subnetId, ...(availabilityZone === undefined ? {} : { availabilityZone }), market };
}
