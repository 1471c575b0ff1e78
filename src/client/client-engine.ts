import type { EC2Client } from '@aws-sdk/client-ec2';
import { type AwsErrorContext, translateAwsError } from '../aws/translate-aws-error.js';
import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
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
import { checkAccess } from '../operations/check-access.js';
import type { CheckAccessOptions } from '../operations/check-access-options.js';
import { checkRegionAccess } from '../operations/check-region.js';
import { createInstance } from '../operations/create-instance.js';
import { createInstances } from '../operations/create-instances.js';
import { answerQuestion } from '../operations/fitness/check-fitness.js';
import { iterateInstances } from '../operations/list-instances.js';
import { readSpotPrices } from '../operations/resources/read-spot-market.js';
import type { WatchOptions, WorkerObservation } from '../waiters/worker-observation.js';
import type { AccessMethods } from './access-methods.js';
import type { CredentialIdentity } from './client-credentials.js';
import { Dispatcher } from './dispatcher.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { type ImageMethods, imageMethods } from './image-methods.js';
import type { InformationMethods } from './information-methods.js';
import type { LifecycleMethods } from './lifecycle-methods.js';
import { type MetricMethods, metricMethods } from './metric-methods.js';
import { type SnapshotMethods, snapshotMethods } from './snapshot-methods.js';
import { listSpotNotices } from './spot-methods.js';
import { type VolumeMethods, volumeMethods } from './volume-methods.js';
import { WorkerOperations } from './worker-operations.js';
import { regionOfWorker } from './worker-target.js';

/** What carries out the calls of a client. It is loaded with the first of them. */
export class ClientEngine
  extends WorkerOperations
  implements LifecycleMethods, InformationMethods, Omit<AccessMethods<unknown>, 'forAccount'>
{
  readonly images: ImageMethods;
  readonly snapshots: SnapshotMethods;
  readonly volumes: VolumeMethods;
  readonly metrics: MetricMethods;
  readonly #dispatcher: Dispatcher;

  /** `region` is the default as far as it is known. */
  constructor(options: Ec2WorkerClientOptions, region: AwsRegion | undefined) {
    const dispatcher = new Dispatcher(options, region);
    super(dispatcher);
    this.#dispatcher = dispatcher;
    this.images = imageMethods(dispatcher);
    this.snapshots = snapshotMethods(dispatcher);
    this.volumes = volumeMethods(dispatcher);
    this.metrics = metricMethods(dispatcher);
  }

  /** Makes one of our errors of what somebody else has thrown. */
  static explain(thrown: unknown, context: AwsErrorContext): Ec2WorkerError {
    return translateAwsError(thrown, context);
  }

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
    return this.#dispatcher.inRegion('spotPrices', options, (context, call) =>
      readSpotPrices(context, call, query),
    );
  }

  listSpotNotices(workers: Iterable<WorkerRef> | 'all', options: CallOptions = {}): Promise<SpotNotice[]> {
    return listSpotNotices(this.#dispatcher, 'listSpotNotices', workers, options);
  }

  checkAccess(options: CheckAccessOptions = {}): Promise<AccessReport> {
    return this.#dispatcher.aboutRegion('checkAccess', regionOfWorker(options, options), (...contexts) =>
      checkAccess(...contexts, options),
    );
  }

  checkRegion(region: AwsRegion, options: Omit<CallOptions, 'region'> = {}): Promise<void> {
    return this.#dispatcher.aboutRegion('checkRegion', { ...options, region }, (_, directory, call) =>
      checkRegionAccess(directory, call, region),
    );
  }

  /** The credentials of this client, for other clients to take roles on with. */
  identity(): Promise<CredentialIdentity> {
    return this.#dispatcher.identity();
  }

  ec2(region?: AwsRegion): Promise<EC2Client> {
    return this.#dispatcher.ec2(region);
  }

  destroy(): void {
    this.#dispatcher.destroy();
  }
}
