import { AbortedError } from '../errors/aborted-error.js';
import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { Logger } from '../model/logger.js';
import { abortable } from '../time/abortable.js';
import type { Clock } from '../time/clock.js';
import { linkSignals } from '../time/linked-signal.js';
import type { AwsConnection } from './aws-connection.js';
import type { RequestBudget, RequestCost } from './request-budget.js';
import { type AttemptHistory, planRetry, type RetryPlan } from './retry-plan.js';
import type { Attempt, AwsCall, Sender } from './sender.js';
import { translateAwsError } from './translate-aws-error.js';

/** What a sender works with. */
export interface AwsSenderOptions<Client, Sdk> {
  /** Loads the SDK and builds the client, once. */
  readonly connect: () => Promise<AwsConnection<Client, Sdk>>;
  readonly region: string;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  readonly maxAttempts: number;
  /** The rates to keep to. Default: none. */
  readonly budget?: RequestBudget | undefined;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
}

/**
 * Sends requests over one SDK client. It owns the retries of the clients that we build, so that they
 * wait on our clock, end with the caller's signal and go by the kind of the error.
 */
export class AwsSender<Client, Sdk> implements Sender<Client, Sdk> {
  readonly #options: AwsSenderOptions<Client, Sdk>;
  #connection: AwsConnection<Client, Sdk> | undefined;

  constructor(options: AwsSenderOptions<Client, Sdk>) {
    this.#options = options;
  }

  get region(): string {
    return this.#options.region;
  }

  mayGoUnfiltered(action: string): boolean {
    const { budget, region } = this.#options;
    return budget?.tryEnter({ action, region, unfiltered: true }) ?? true;
  }

  /**
   * Sends a request until it succeeds, or further attempts make no sense.
   *
   * @throws Ec2WorkerError, whatever was thrown below.
   */
  async send<Output>(call: AwsCall, attempt: Attempt<Client, Sdk, Output>): Promise<Output> {
    try {
      const connection = this.#connection ?? (await this.#connect(call));
      return await this.#sendOver(connection, call, attempt);
    } catch (thrown) {
      throw translateAwsError(thrown, call);
    }
  }

  /**
   * The same way without retries, and without waiting for the budget: for whoever decides on both for many callers
   * at once. What it rejects with is as it was thrown, to be translated for each of them.
   */
  once(): Sender<Client, Sdk> {
    return {
      region: this.region,
      mayGoUnfiltered: (action) => this.mayGoUnfiltered(action),
      send: async (call, attempt) =>
        this.#attempt(this.#connection ?? (await this.#connect(call)), call, attempt),
    };
  }

  /**
   * Makes everything ready for another attempt.
   *
   * @returns After how many milliseconds it may be sent; `undefined` if it makes no sense, as without a connection:
   * then it was the connection that could not be made, and nothing was sent at all.
   */
  async prepareRetry(
    call: AwsCall,
    error: Ec2WorkerError,
    history: Pick<AttemptHistory, 'attempts' | 'refreshed'>,
  ): Promise<number | undefined> {
    const connection = this.#connection;
    return connection && (await this.#prepareRetry(connection, call, error, history));
  }

  async #prepareRetry(
    connection: AwsConnection<Client, Sdk>,
    call: AwsCall,
    error: Ec2WorkerError,
    history: Pick<AttemptHistory, 'attempts' | 'refreshed'>,
  ): Promise<number | undefined> {
    const { maxAttempts } = this.#options;
    const plan = planRetry(error, { ...history, maxAttempts, idempotent: call.idempotent });
    if (plan === undefined || connection.handedIn) return undefined;
    this.#tell(call, error, history.attempts, plan);
    const isReady = !plan.refreshCredentials || (await this.#refresh(connection, call));
    return isReady ? plan.delayMs : undefined;
  }

  async #sendOver<Output>(
    connection: AwsConnection<Client, Sdk>,
    call: AwsCall,
    attempt: Attempt<Client, Sdk, Output>,
  ): Promise<Output> {
    let refreshed = false;
    for (let attempts = 1; ; ) {
      await this.#enter(call);
      try {
        return await this.#attempt(connection, call, attempt);
      } catch (thrown) {
        const error = translateAwsError(thrown, call);
        const delay = await this.#prepareRetry(connection, call, error, { attempts, refreshed });
        if (delay === undefined) throw error;
        // A fresh attempt with fresh credentials comes on top of the others.
        if (error.kind === 'authentication') refreshed = true;
        else attempts += 1;
        await this.#sleep(delay, call);
      }
    }
  }

  async #connect(call: AwsCall): Promise<AwsConnection<Client, Sdk>> {
    this.#refuseIfEnded(call);
    this.#connection = await this.#whileWanted(call, (signal) => abortable(this.#options.connect(), signal));
    return this.#connection;
  }

  async #attempt<Output>(
    connection: AwsConnection<Client, Sdk>,
    call: AwsCall,
    attempt: Attempt<Client, Sdk, Output>,
  ): Promise<Output> {
    const { clock, budget } = this.#options;
    const { abortSignal } = call;
    this.#refuseIfEnded(call);
    const sentAt = clock.now();
    try {
      connection.prepare();
      const sendOptions = abortSignal === undefined ? {} : { abortSignal };
      return await abortable(attempt(connection, sendOptions), abortSignal);
    } catch (thrown) {
      const isThrottled = budget !== undefined && translateAwsError(thrown, call).kind === 'throttled';
      if (isThrottled) this.#slowDown(budget, call, sentAt);
      throw thrown;
    }
  }

  #slowDown(budget: RequestBudget, call: AwsCall, sentAt: number): void {
    const cost = costOf(call, this.region);
    budget.noteThrottled(cost, sentAt);
    // EC2 does not say which of the two rates it was.
    if (call.perhapsUnfiltered === true) budget.noteThrottled({ ...cost, unfiltered: true }, sentAt);
  }

  /** Waits until the budget has room for the request, or until nobody wants it any more. */
  async #enter(call: AwsCall): Promise<void> {
    const { budget } = this.#options;
    this.#refuseIfEnded(call);
    const cost = costOf(call, this.region);
    if (budget === undefined || budget.tryEnter(cost)) return;
    await this.#whileWanted(call, (signal) => budget.enter(cost, signal));
  }

  /** Without fresh credentials, AWS's answer to the old ones is the error to tell. */
  async #refresh(connection: AwsConnection<Client, Sdk>, call: AwsCall): Promise<boolean> {
    try {
      await this.#whileWanted(call, (signal) => abortable(connection.refreshCredentials(), signal));
      return true;
    } catch (failure) {
      this.#refuseIfEnded(call);
      const { message } = translateAwsError(failure, call);
      this.#options.logger?.warn('Fresh credentials could not be had', { message });
      return false;
    }
  }

  /** Waits for the next attempt, or until nobody wants it any more. */
  async #sleep(milliseconds: number, call: AwsCall): Promise<void> {
    if (milliseconds <= 0) return;
    const { clock } = this.#options;
    await this.#whileWanted(call, (signal) => clock.sleep(milliseconds, signal));
  }

  async #whileWanted<Value>(call: AwsCall, wait: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const linked = linkSignals([call.abortSignal, this.#options.closing]);
    try {
      return await wait(linked.signal);
    } catch (thrown) {
      this.#refuseIfEnded(call);
      throw thrown;
    } finally {
      linked.release();
    }
  }

  #tell(call: AwsCall, error: Ec2WorkerError, attempts: number, plan: RetryPlan): void {
    const { logger, region } = this.#options;
    logger?.warn(`${call.action} failed and is tried again`, {
      region,
      attempts,
      kind: error.kind,
      code: error.code,
      requestId: error.requestId,
      delayMs: Math.round(plan.delayMs),
    });
  }

  #refuseIfEnded(call: AwsCall): void {
    call.abortSignal?.throwIfAborted();
    const { closing } = this.#options;
    if (!closing.aborted) return;
    const { operation, region, instanceIds, clientToken } = call;
    throw new AbortedError({ operation, region, instanceIds, clientToken, cause: closing.reason });
  }
}

function costOf({ action, unfiltered, instances, instanceIds = [] }: AwsCall, region: string): RequestCost {
  return { action, region, unfiltered, instances: instances ?? Math.max(instanceIds.length, 1) };
}
