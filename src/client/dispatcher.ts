import type { EC2Client } from '@aws-sdk/client-ec2';
import { translateAwsError } from '../aws/translate-aws-error.js';
import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { InstanceCall, OperationCall, WorkerContext } from '../operations/worker-context.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { checkRegion } from './region.js';
import { WorkerSessions } from './worker-sessions.js';
import { checkCallOptions, readWorkerRef } from './worker-target.js';

/** Where a call goes, as far as it is known when it fails. */
interface Subject extends OperationCall {
  readonly region?: AwsRegion | undefined;
  readonly instanceIds?: readonly string[] | undefined;
}

/**
 * What all methods of the client have in common: it checks the call, finds its region and session, and
 * sees to it that nothing but one of our errors comes out, told to the logger.
 */
export class Dispatcher {
  readonly #sessions: WorkerSessions;
  readonly #logger: Ec2WorkerClientOptions['logger'];

  constructor(options: Ec2WorkerClientOptions) {
    this.#sessions = new WorkerSessions(options);
    this.#logger = options.logger;
  }

  get region(): AwsRegion | undefined {
    return this.#sessions.region;
  }

  resolveRegion(): Promise<AwsRegion> {
    const operation = 'resolveRegion';
    return this.#guarded({ operation }, () => this.#sessions.resolveRegion(operation));
  }

  /** Carries out a call about one worker. */
  about<Result>(
    operation: string,
    worker: WorkerRef,
    options: CallOptions,
    run: (context: WorkerContext, call: InstanceCall) => Promise<Result>,
  ): Promise<Result> {
    return this.#guarded({ operation, ...subjectOf(worker, options) }, async () => {
      checkCallOptions(options, operation);
      const { instanceId, region } = readWorkerRef(worker, operation);
      const { abortSignal } = options;
      const context = await this.#context(operation, options, region);
      return await run(context, { operation, instanceId, abortSignal });
    });
  }

  /** Carries out a call about no worker yet. */
  launch<Result>(
    operation: string,
    options: CallOptions,
    run: (context: WorkerContext, call: OperationCall) => Promise<Result>,
  ): Promise<Result> {
    return this.#guarded({ operation, ...subjectOf(undefined, options) }, async () => {
      checkCallOptions(options, operation);
      const context = await this.#context(operation, options);
      return await run(context, { operation, abortSignal: options.abortSignal });
    });
  }

  /** Carries out a call whose answer comes piece by piece. */
  async *iterate<Item>(
    operation: string,
    options: CallOptions,
    run: (context: WorkerContext, call: OperationCall) => AsyncIterable<Item>,
  ): AsyncGenerator<Item, void, undefined> {
    try {
      checkCallOptions(options, operation);
      const context = await this.#context(operation, options);
      for await (const item of run(context, { operation, abortSignal: options.abortSignal })) {
        options.abortSignal?.throwIfAborted();
        yield item;
      }
    } catch (thrown) {
      throw this.#report(thrown, { operation, ...subjectOf(undefined, options) });
    }
  }

  ec2(region: AwsRegion | undefined): Promise<EC2Client> {
    const operation = 'ec2';
    return this.#guarded({ operation, region }, async () => {
      if (region !== undefined) checkRegion(region, operation);
      const session = this.#sessions.in(region ?? (await this.#sessions.resolveRegion(operation)), operation);
      const { client } = await session.ec2();
      return client;
    });
  }

  destroy(): void {
    this.#sessions.destroy();
  }

  async #context(operation: string, options: CallOptions, workerRegion?: AwsRegion): Promise<WorkerContext> {
    options.abortSignal?.throwIfAborted();
    const region = options.region ?? workerRegion ?? (await this.#sessions.resolveRegion(operation));
    options.abortSignal?.throwIfAborted();
    return this.#sessions.in(region, operation).context;
  }

  async #guarded<Result>(subject: Subject, run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (thrown) {
      throw this.#report(thrown, subject);
    }
  }

  #report(thrown: unknown, subject: Subject): Ec2WorkerError {
    const error = translateAwsError(thrown, subject);
    // An abort is the caller's own doing.
    const level = error.kind === 'aborted' ? 'debug' : 'error';
    this.#logger?.[level](error.message, error.toJSON());
    return error;
  }
}

/** What an error can say of a call even if its arguments turn out to be wrong. */
function subjectOf(worker: WorkerRef | undefined, options: CallOptions): Omit<Subject, 'operation'> {
  const given = worker as string | { readonly instanceId?: unknown } | null | undefined;
  const instanceId = typeof given === 'string' ? given : given?.instanceId;
  const abortSignal = (options as CallOptions | null)?.abortSignal;
  return {
    ...(abortSignal === undefined ? {} : { abortSignal }),
    ...(typeof instanceId === 'string' ? { instanceIds: [instanceId] } : {}),
  };
}
