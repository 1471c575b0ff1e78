import type { EC2Client } from '@aws-sdk/client-ec2';
import { safeLogger } from '../aws/safe-logger.js';
import { translateAwsError } from '../aws/translate-aws-error.js';
import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { InstanceCall, OperationCall, WorkerContext } from '../operations/worker-context.js';
import { abortable } from '../time/abortable.js';
import { allowManyListeners } from '../time/many-listeners.js';
import { planDelays } from '../waiters/wait-options.js';
import { type WatchTarget, watch } from '../waiters/watch.js';
import type { WatchOptions, WorkerObservation } from '../waiters/worker-observation.js';
import { DenialDecoder } from './denial-decoder.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { checkRegion } from './region.js';
import { WorkerSessions } from './worker-sessions.js';
import { checkCallOptions, readWorkerRef, readWorkerRefs } from './worker-target.js';

/** Where a call goes, as far as it is known when it fails. */
interface Subject extends OperationCall {
  readonly region?: string | undefined;
  readonly instanceIds?: readonly string[] | undefined;
}

/**
 * What all methods of the client have in common: it checks the call, finds its region and session, and
 * sees to it that nothing but one of our errors comes out, told to the logger.
 */
export class Dispatcher {
  readonly #sessions: WorkerSessions;
  readonly #logger: Ec2WorkerClientOptions['logger'];
  readonly #decoder: DenialDecoder | undefined;

  /** `region` is the default as far as it is known. */
  constructor(options: Ec2WorkerClientOptions, region: AwsRegion | undefined) {
    this.#logger = options.logger === undefined ? undefined : safeLogger(options.logger);
    this.#decoder = options.decodeDenials === false ? undefined : new DenialDecoder();
    this.#sessions = new WorkerSessions({ ...options, logger: this.#logger }, region);
  }

  get region(): AwsRegion | undefined {
    return this.#sessions.region;
  }

  resolveRegion(): Promise<AwsRegion> {
    const operation = 'resolveRegion';
    return this.#guarded(operation, {}, undefined, () => this.#sessions.resolveRegion(operation));
  }

  /** Carries out a call about one worker. */
  about<Result>(
    operation: string,
    worker: WorkerRef,
    options: CallOptions,
    run: (context: WorkerContext, call: InstanceCall) => Promise<Result>,
  ): Promise<Result> {
    return this.#guarded(operation, options, worker, () => {
      checkCallOptions(options, operation);
      const { instanceId, region } = readWorkerRef(worker, operation);
      const call = { operation, instanceId, abortSignal: options.abortSignal };
      return this.#within(operation, options, region, (context) => run(context, call));
    });
  }

  /** Carries out a call about several workers, once for each of the regions that they are in. */
  aboutMany<Item>(
    operation: string,
    workers: Iterable<WorkerRef>,
    options: CallOptions,
    run: (
      context: WorkerContext,
      call: OperationCall,
      instanceIds: readonly string[],
    ) => Promise<readonly Item[]>,
  ): Promise<Item[]> {
    return this.#guarded(operation, options, undefined, async () => {
      checkCallOptions(options, operation);
      const call = { operation, abortSignal: options.abortSignal };
      const groups = new Map<WorkerContext, string[]>();
      for (const { instanceId, region } of readWorkerRefs(workers, operation)) {
        const context = await this.#within(operation, options, region, (found) => found);
        const group = groups.get(context);
        if (group === undefined) groups.set(context, [instanceId]);
        else group.push(instanceId);
      }
      const lists = await Promise.all([...groups].map(([context, ids]) => run(context, call, ids)));
      return lists.flat();
    });
  }

  /** Carries out a call that is about no worker in particular. */
  inRegion<Result>(
    operation: string,
    options: CallOptions,
    run: (context: WorkerContext, call: OperationCall) => Promise<Result>,
  ): Promise<Result> {
    return this.#guarded(operation, options, undefined, () => {
      checkCallOptions(options, operation);
      const call = { operation, abortSignal: options.abortSignal };
      return this.#within(operation, options, undefined, (context) => run(context, call));
    });
  }

  /** Carries out a call that is about a region, and asks one that knows of all. */
  aboutRegion<Result>(
    operation: string,
    options: CallOptions,
    run: (context: WorkerContext, directory: WorkerContext, call: OperationCall) => Promise<Result>,
  ): Promise<Result> {
    return this.inRegion(operation, options, async (context, call) => {
      const finding = this.#sessions.directoryOf(context.region, operation);
      const directory = await abortable(finding, options.abortSignal);
      return await run(context, directory.context, call);
    });
  }

  /** The credentials of this client, for other clients to take roles on with. */
  identity(): ReturnType<WorkerSessions['identity']> {
    return this.#sessions.identity();
  }

  /** Carries out a call whose answer comes piece by piece. */
  async *iterate<Item>(
    operation: string,
    options: CallOptions,
    run: (context: WorkerContext, call: OperationCall) => AsyncIterable<Item>,
  ): AsyncGenerator<Item, void, undefined> {
    try {
      checkCallOptions(options, operation);
      const call = { operation, abortSignal: options.abortSignal };
      const items = await this.#within(operation, options, undefined, (context) => run(context, call));
      for await (const item of items) {
        options.abortSignal?.throwIfAborted();
        yield item;
      }
    } catch (thrown) {
      throw await this.#report(thrown, { operation, ...this.#subject(options) });
    }
  }

  /** Tells what is new about workers, each in its own region. */
  async *watch(
    workers: Iterable<WorkerRef>,
    options: WatchOptions,
  ): AsyncGenerator<WorkerObservation, void, undefined> {
    const operation = 'watch';
    try {
      checkCallOptions(options, operation);
      const { abortSignal } = options;
      const plan = { operation, abortSignal, ...planDelays(options, operation) };
      const targets = new Map<string, WatchTarget>();
      for (const { instanceId, region } of readWorkerRefs(workers, operation)) {
        const context = await this.#within(operation, options, region, ({ waits }) => waits);
        targets.set(`${context.region}/${instanceId}`, { instanceId, context });
      }
      yield* watch([...targets.values()], plan);
    } catch (thrown) {
      throw await this.#report(thrown, { operation, ...this.#subject(options) });
    }
  }

  ec2(region: AwsRegion | undefined): Promise<EC2Client> {
    const operation = 'ec2';
    return this.#guarded(operation, { region }, undefined, async () => {
      if (region !== undefined) checkRegion(region, operation);
      const session = this.#sessions.in(region ?? (await this.#sessions.resolveRegion(operation)), operation);
      const { client } = await session.ec2();
      return client;
    });
  }

  get isDestroyed(): boolean {
    return this.#sessions.isDestroyed;
  }

  destroy(): void {
    this.#sessions.destroy();
  }

  /**
   * Goes on in the session of the call's region. Where that is known, it goes on in the same turn: so
   * changes queue in the order of their calls, with the inputs that they were called with.
   */
  #within<Result>(
    operation: string,
    options: CallOptions,
    workerRegion: AwsRegion | undefined,
    proceed: (context: WorkerContext) => Result,
  ): Result | Promise<Awaited<Result>> {
    const { abortSignal } = options;
    abortSignal?.throwIfAborted();
    allowManyListeners(abortSignal);
    const region = options.region ?? workerRegion ?? this.#sessions.knownRegion;
    if (region !== undefined) return proceed(this.#sessions.in(region, operation).context);
    return abortable(this.#sessions.resolveRegion(operation), abortSignal).then((resolved) =>
      proceed(this.#sessions.in(resolved, operation).context),
    ) as Promise<Awaited<Result>>;
  }

  /** Without `async`, whose frames are what thousands of waits would mostly consist of. */
  #guarded<Result>(
    operation: string,
    options: CallOptions,
    worker: WorkerRef | undefined,
    run: () => Result | Promise<Result>,
  ): Promise<Result> {
    const report = async (thrown: unknown): Promise<never> => {
      throw await this.#report(thrown, { operation, ...this.#subject(options, worker) });
    };
    try {
      return Promise.resolve(run()).catch(report);
    } catch (thrown) {
      return Promise.reject(thrown as Error).catch(report);
    }
  }

  async #report(thrown: unknown, subject: Subject): Promise<Ec2WorkerError> {
    const error = await this.#explain(translateAwsError(thrown, subject), subject);
    // An abort is the caller's own doing.
    const level = error.kind === 'aborted' ? 'debug' : 'error';
    this.#logger?.[level](error.message, error.toJSON());
    return error;
  }

  /** Has AWS decode what it has encoded of a refusal. */
  async #explain(error: Ec2WorkerError, { operation, abortSignal }: Subject): Promise<Ec2WorkerError> {
    const { region } = error;
    if (this.#decoder === undefined || region === undefined || this.#sessions.isDestroyed) return error;
    return await this.#decoder.explain(error, abortSignal, async (encodedMessage, signal) => {
      const { identity } = this.#sessions.in(region, operation).context;
      return await identity.decodeDenial(encodedMessage, { operation, abortSignal: signal });
    });
  }

  /** What an error can say of a call, even if its arguments turn out to be wrong. */
  #subject(options: CallOptions, worker?: WorkerRef): Omit<Subject, 'operation'> {
    const { abortSignal, region } = (options as CallOptions | null) ?? {};
    const given = (typeof worker === 'string' ? { instanceId: worker } : (worker ?? {})) as {
      readonly instanceId?: unknown;
      readonly region?: unknown;
    };
    const where: unknown = region ?? given.region ?? this.region;
    return {
      abortSignal,
      region: typeof where === 'string' ? where : undefined,
      instanceIds: typeof given.instanceId === 'string' ? [given.instanceId] : [],
    };
  }
}
