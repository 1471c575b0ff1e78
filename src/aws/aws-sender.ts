import { AbortedError } from '../errors/aborted-error.js';
import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { Logger } from '../model/logger.js';
import { abortable } from '../time/abortable.js';
import type { Clock } from '../time/clock.js';
import { linkSignals } from '../time/linked-signal.js';
import type { AwsConnection } from './aws-connection.js';
import { planRetry, type RetryPlan } from './retry-plan.js';
import { type AwsErrorContext, translateAwsError } from './translate-aws-error.js';

/** One request to AWS, for the sake of its retries and its errors. */
export interface AwsCall extends AwsErrorContext {
  /** Such as `ec2:StartInstances`. */
  readonly action: string;
  /** Whether it may be sent again when nobody knows if it was carried out. */
  readonly idempotent: boolean;
}

/** Sends one attempt of a request over a connection. */
export type Attempt<Client, Sdk, Output> = (
  connection: AwsConnection<Client, Sdk>,
  options: { readonly abortSignal?: AbortSignal },
) => Promise<Output>;

/** What a sender works with. */
export interface AwsSenderOptions<Client, Sdk> {
  /** Loads the SDK and builds the client, once. */
  readonly connect: () => Promise<AwsConnection<Client, Sdk>>;
  readonly region: string;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  readonly maxAttempts: number;
  /** Aborts when the client is destroyed. */
  readonly closing: AbortSignal;
}

/**
 * Sends requests over one SDK client. It owns the retries of the clients that we build, so that they
 * wait on our clock, end with the caller's signal and go by the kind of the error.
 */
export class AwsSender<Client, Sdk> {
  readonly #options: AwsSenderOptions<Client, Sdk>;

  constructor(options: AwsSenderOptions<Client, Sdk>) {
    this.#options = options;
  }

  /** The region that requests go to. */
  get region(): string {
    return this.#options.region;
  }

  /**
   * Sends a request until it succeeds, or further attempts make no sense.
   *
   * @throws Ec2WorkerError, whatever was thrown below.
   */
  async send<Output>(call: AwsCall, attempt: Attempt<Client, Sdk, Output>): Promise<Output> {
    try {
      this.#refuseIfEnded(call);
      const connection = await abortable(this.#options.connect(), call.abortSignal);
      return await this.#sendOver(connection, call, attempt);
    } catch (thrown) {
      throw translateAwsError(thrown, call);
    }
  }

  async #sendOver<Output>(
    connection: AwsConnection<Client, Sdk>,
    call: AwsCall,
    attempt: Attempt<Client, Sdk, Output>,
  ): Promise<Output> {
    const { abortSignal } = call;
    const sendOptions = abortSignal === undefined ? {} : { abortSignal };
    let refreshed = false;
    let attempts = 1;
    for (;;) {
      this.#refuseIfEnded(call);
      try {
        connection.prepare();
        return await abortable(attempt(connection, sendOptions), abortSignal);
      } catch (thrown) {
        const error = translateAwsError(thrown, call);
        const plan = this.#plan(connection, call, error, attempts, refreshed);
        if (plan === undefined) throw error;
        // A fresh attempt with fresh credentials comes on top of the others.
        if (error.kind === 'authentication') refreshed = true;
        else attempts += 1;
        await this.#waitForNext(connection, plan, call, error);
      }
    }
  }

  #plan(
    connection: AwsConnection<Client, Sdk>,
    call: AwsCall,
    error: Ec2WorkerError,
    attempts: number,
    refreshed: boolean,
  ): RetryPlan | undefined {
    if (connection.handedIn) return undefined;
    const { maxAttempts, logger, region } = this.#options;
    const plan = planRetry(error, { attempts, maxAttempts, idempotent: call.idempotent, refreshed });
    if (plan !== undefined) {
      logger?.warn(`${call.action} failed and is tried again`, {
        region,
        attempts,
        kind: error.kind,
        code: error.code,
        requestId: error.requestId,
        delayMs: Math.round(plan.delayMs),
      });
    }
    return plan;
  }

  async #waitForNext(
    connection: AwsConnection<Client, Sdk>,
    plan: RetryPlan,
    call: AwsCall,
    error: Ec2WorkerError,
  ): Promise<void> {
    if (plan.refreshCredentials) await this.#refresh(connection, call, error);
    if (plan.delayMs > 0) await this.#sleep(plan.delayMs, call);
  }

  /** Without fresh credentials, AWS's answer to the old ones is the error to tell. */
  async #refresh(
    connection: AwsConnection<Client, Sdk>,
    call: AwsCall,
    error: Ec2WorkerError,
  ): Promise<void> {
    try {
      await abortable(connection.refreshCredentials(), call.abortSignal);
    } catch (failure) {
      call.abortSignal?.throwIfAborted();
      const { message } = translateAwsError(failure, call);
      this.#options.logger?.warn('Fresh credentials could not be had', { message });
      throw error;
    }
  }

  /** Waits for the next attempt, or until nobody wants it any more. */
  async #sleep(milliseconds: number, call: AwsCall): Promise<void> {
    const { clock, closing } = this.#options;
    const linked = linkSignals([call.abortSignal, closing]);
    try {
      await clock.sleep(milliseconds, linked.signal);
    } catch (thrown) {
      this.#refuseIfEnded(call);
      throw thrown;
    } finally {
      linked.release();
    }
  }

  #refuseIfEnded(call: AwsCall): void {
    call.abortSignal?.throwIfAborted();
    const { closing } = this.#options;
    if (!closing.aborted) return;
    const { operation, region, instanceIds, clientToken } = call;
    throw new AbortedError({ operation, region, instanceIds, clientToken, cause: closing.reason });
  }
}
