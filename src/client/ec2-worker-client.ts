import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AccessReport } from '../model/access-report.js';
import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { CreateInstancesInput } from '../model/create-instances-input.js';
import type { FitnessQuestion, FitnessReport } from '../model/fitness-report.js';
import type { LaunchResult } from '../model/launch-result.js';
import type { ListInstancesFilter } from '../model/list-instances-filter.js';
import type { SpotNotice, SpotPrice, SpotPriceQuery } from '../model/spot-market.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import type { CheckAccessOptions } from '../operations/check-access-options.js';
import type { WatchOptions, WorkerObservation } from '../waiters/worker-observation.js';
import type { AccessMethods } from './access-methods.js';
import { AccountClients } from './account-clients.js';
import { checkClientOptions } from './check-client-options.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import type { ImageMethods } from './image-methods.js';
import type { InformationMethods } from './information-methods.js';
import { LazyEngine } from './lazy-engine.js';
import { lazyImages, lazyMetrics, lazySnapshots, lazyVolumes } from './lazy-groups.js';
import type { LifecycleMethods } from './lifecycle-methods.js';
import type { MetricMethods } from './metric-methods.js';
import type { RelaunchMethods } from './relaunch-methods.js';
import type { SnapshotMethods } from './snapshot-methods.js';
import type { SpotMethods } from './spot-methods.js';
import type { TagMethods } from './tag-methods.js';
import type { VolumeMethods } from './volume-methods.js';
import type { WaitMethods } from './wait-methods.js';
import { WorkerCalls } from './worker-calls.js';

/**
 * Runs EC2 instances as workers.
 *
 * One client serves all regions; make it once and share it. Methods take an instance id, or anything
 * that carries one, and fail with an {@link Ec2WorkerError} that says what to do next. Besides the
 * errors named at each method, every one may throw `AuthenticationError`, `PermissionDeniedError`,
 * `ThrottledError`, `ServiceUnavailableError`, `NetworkError`, `AbortedError` and, before anything is
 * sent, `InvalidParameterError`.
 *
 * @example
 * {@includeCode ../../examples/first-program.ts#program}
 */
export class Ec2WorkerClient
  extends WorkerCalls
  implements
    LifecycleMethods,
    InformationMethods,
    TagMethods,
    WaitMethods,
    RelaunchMethods,
    SpotMethods,
    AccessMethods<Ec2WorkerClient>,
    AsyncDisposable
{
  /** Machine images. */
  readonly images: ImageMethods;
  /** Copies of the volumes of workers. */
  readonly snapshots: SnapshotMethods;
  /** Volumes. */
  readonly volumes: VolumeMethods;
  /** Metrics of one's own. */
  readonly metrics: MetricMethods;
  readonly #options: Ec2WorkerClientOptions;
  readonly #engine: LazyEngine;
  readonly #accounts: AccountClients<Ec2WorkerClient> = new AccountClients(
    (options) => new Ec2WorkerClient(options),
  );

  /** @throws InvalidParameterError for options that cannot work. */
  constructor(options: Ec2WorkerClientOptions = {}) {
    checkClientOptions(options);
    const engine = new LazyEngine(options);
    super(engine);
    this.#options = options;
    this.#engine = engine;
    this.images = lazyImages(engine);
    this.snapshots = lazySnapshots(engine);
    this.volumes = lazyVolumes(engine);
    this.metrics = lazyMetrics(engine);
  }

  /** The default region, as far as it is known without reading a file: from the options or `AWS_REGION`. */
  get region(): AwsRegion | undefined {
    return this.#engine.region;
  }

  /**
   * The default region, from the profile if need be.
   *
   * @throws InvalidParameterError if there is none anywhere.
   */
  resolveRegion(): Promise<AwsRegion> {
    return this.#engine.call([], (engine) => engine.resolveRegion());
  }

  createInstance(input: CreateInstanceInput, options?: CallOptions): Promise<WorkerInstance> {
    return this.#engine.call([input, options], (engine, given) => engine.createInstance(...given));
  }

  createInstances(input: CreateInstancesInput, options?: CallOptions): Promise<LaunchResult> {
    return this.#engine.call([input, options], (engine, given) => engine.createInstances(...given));
  }

  checkFitness(question: FitnessQuestion, options?: CallOptions): Promise<FitnessReport> {
    return this.#engine.callByCopy([question, options], (engine, given) => engine.checkFitness(...given));
  }

  listInstances(filter?: ListInstancesFilter, options?: CallOptions): Promise<WorkerInstance[]> {
    return this.#engine.callByCopy([filter, options], (engine, given) => engine.listInstances(...given));
  }

  iterateInstances(filter?: ListInstancesFilter, options?: CallOptions): AsyncIterable<WorkerInstance> {
    return this.#engine.iterate([filter, options], (engine, given) => engine.iterateInstances(...given));
  }

  watch(workers: Iterable<WorkerRef>, options?: WatchOptions): AsyncIterable<WorkerObservation> {
    return this.#engine.iterate([workers, options], (engine, given) => engine.watch(...given));
  }

  spotPrices(query: SpotPriceQuery, options?: CallOptions): Promise<SpotPrice[]> {
    return this.#engine.callByCopy([query, options], (engine, given) => engine.spotPrices(...given));
  }

  listSpotNotices(workers: Iterable<WorkerRef> | 'all', options?: CallOptions): Promise<SpotNotice[]> {
    return this.#engine.call([workers, options], (engine, given) => engine.listSpotNotices(...given));
  }

  checkAccess(options?: CheckAccessOptions): Promise<AccessReport> {
    return this.#engine.callByCopy([options], (engine, given) => engine.checkAccess(...given));
  }

  checkRegion(region: AwsRegion, options?: Omit<CallOptions, 'region'>): Promise<void> {
    return this.#engine.call([region, options], (engine, given) => engine.checkRegion(...given));
  }

  forAccount(role: AssumeRoleOptions): Ec2WorkerClient {
    return this.#accounts.get(role, this.#options, () =>
      this.#engine.call([], (engine) => engine.identity()),
    );
  }

  /** Whether {@link destroy} was called. */
  get isDestroyed(): boolean {
    return this.#engine.isDestroyed;
  }

  /**
   * The AWS SDK's EC2 client in use in a region, for whatever this class does not offer. One that was made
   * here sends each request once: the retries of this class are its own.
   */
  ec2(region?: AwsRegion): Promise<EC2Client> {
    return this.#engine.call([region], (engine, given) => engine.ec2(...given));
  }

  /** Closes the connections that this client has made; it refuses calls afterwards. */
  destroy(): void {
    this.#accounts.destroy();
    this.#engine.destroy();
  }

  /** Like {@link destroy}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.destroy();
    return Promise.resolve();
  }
}
