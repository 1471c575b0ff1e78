import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AccessReport } from '../model/access-report.js';
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
import { type CheckAccessOptions, inRegionOfWorker } from '../operations/check-access-options.js';
import { checkRegionAccess } from '../operations/check-region.js';
import { createInstance } from '../operations/create-instance.js';
import { createInstances } from '../operations/create-instances.js';
import { answerQuestion } from '../operations/fitness/check-fitness.js';
import { iterateInstances } from '../operations/list-instances.js';
import type { WatchOptions, WorkerObservation } from '../waiters/worker-observation.js';
import type { AccessMethods } from './access-methods.js';
import { AccountClients } from './account-clients.js';
import { checkClientOptions } from './check-client-options.js';
import { Dispatcher } from './dispatcher.js';
import type { AssumeRoleOptions, Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { type ImageMethods, imageMethods } from './image-methods.js';
import type { InformationMethods } from './information-methods.js';
import type { LifecycleMethods } from './lifecycle-methods.js';
import type { RelaunchMethods } from './relaunch-methods.js';
import { type SnapshotMethods, snapshotMethods } from './snapshot-methods.js';
import { listSpotNotices, type SpotMethods } from './spot-methods.js';
import type { TagMethods } from './tag-methods.js';
import { type VolumeMethods, volumeMethods } from './volume-methods.js';
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
  readonly #options: Ec2WorkerClientOptions;
  readonly #dispatcher: Dispatcher;
  readonly #accounts: AccountClients<Ec2WorkerClient> = new AccountClients(
    (options) => new Ec2WorkerClient(options),
  );

  /** @throws InvalidParameterError for options that cannot work. */
  constructor(options: Ec2WorkerClientOptions = {}) {
    checkClientOptions(options);
    const dispatcher = new Dispatcher(options);
    super(dispatcher);
    this.#options = options;
    this.#dispatcher = dispatcher;
    this.images = imageMethods(dispatcher);
    this.snapshots = snapshotMethods(dispatcher);
    this.volumes = volumeMethods(dispatcher);
  }

  /** The default region, as far as it is known without reading a file: from the options or `AWS_REGION`. */
  get region(): AwsRegion | undefined {
    return this.#dispatcher.region;
  }

  /**
   * The default region, from the profile if need be.
   *
   * @throws InvalidParameterError if there is none anywhere.
   */
  resolveRegion(): Promise<AwsRegion> {
    return this.#dispatcher.resolveRegion();
  }

  createInstance(input: CreateInstanceInput, options: CallOptions = {}): Promise<WorkerInstance> {
    return this.#dispatcher.inRegion('createInstance', options, (context, call) =>
      createInstance(context, call, input),
    );
  }

  createInstances(input: CreateInstancesInput, options: CallOptions = {}): Promise<LaunchResult> {
    return this.#dispatcher.inRegion('createInstances', options, (context, call) =>
      createInstances(context, call, input),
    );
  }

  checkFitness(question: FitnessQuestion, options: CallOptions = {}): Promise<FitnessReport> {
    return this.#dispatcher.inRegion('checkFitness', options, (context, call) =>
      answerQuestion(context, call, question),
    );
  }

  async listInstances(
    filter: ListInstancesFilter = {},
    options: CallOptions = {},
  ): Promise<WorkerInstance[]> {
    const instances: WorkerInstance[] = [];
    const found = this.#dispatcher.iterate('listInstances', options, (context, call) =>
      iterateInstances(context, call, filter),
    );
    for await (const instance of found) instances.push(instance);
    return instances;
  }

  iterateInstances(
    filter: ListInstancesFilter = {},
    options: CallOptions = {},
  ): AsyncIterable<WorkerInstance> {
    return this.#dispatcher.iterate('iterateInstances', options, (context, call) =>
      iterateInstances(context, call, filter),
    );
  }

  watch(workers: Iterable<WorkerRef>, options: WatchOptions = {}): AsyncIterable<WorkerObservation> {
    return this.#dispatcher.watch(workers, options);
  }

  spotPrices(query: SpotPriceQuery, options: CallOptions = {}): Promise<SpotPrice[]> {
    return this.#dispatcher.inRegion('spotPrices', options, async (context, call) => {
      const { readSpotPrices } = await import('../operations/resources/read-spot-market.js');
      return await readSpotPrices(context, call, query);
    });
  }

  listSpotNotices(workers: Iterable<WorkerRef> | 'all', options: CallOptions = {}): Promise<SpotNotice[]> {
    return listSpotNotices(this.#dispatcher, 'listSpotNotices', workers, options);
  }

  checkAccess(options: CheckAccessOptions = {}): Promise<AccessReport> {
    return this.#dispatcher.aboutRegion('checkAccess', inRegionOfWorker(options), async (...contexts) => {
      const { checkAccess } = await import('../operations/check-access.js');
      return await checkAccess(...contexts, options);
    });
  }

  checkRegion(region: AwsRegion, options: Omit<CallOptions, 'region'> = {}): Promise<void> {
    return this.#dispatcher.aboutRegion('checkRegion', { ...options, region }, (_, directory, call) =>
      checkRegionAccess(directory, call, region),
    );
  }

  forAccount(role: AssumeRoleOptions): Ec2WorkerClient {
    return this.#accounts.get(role, this.#options, () => this.#dispatcher.identity('forAccount'));
  }

  /** Whether {@link destroy} was called. */
  get isDestroyed(): boolean {
    return this.#dispatcher.isDestroyed;
  }

  /**
   * The AWS SDK's EC2 client in use in a region, for whatever this class does not offer. One that was made
   * here sends each request once: the retries of this class are its own.
   */
  ec2(region?: AwsRegion): Promise<EC2Client> {
    return this.#dispatcher.ec2(region);
  }

  /** Closes the connections that this client has made; it refuses calls afterwards. */
  destroy(): void {
    this.#accounts.destroy();
    this.#dispatcher.destroy();
  }

  /** Like {@link destroy}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.destroy();
    return Promise.resolve();
  }
}
