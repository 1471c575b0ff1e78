import type { EC2Client } from '@aws-sdk/client-ec2';
import type { AccessReport } from '../model/access-report.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { CreateInstancesInput } from '../model/create-instances-input.js';
import type { Ec2InstanceType } from '../model/ec2-instance-type.js';
import type { FitnessQuestion, FitnessReport } from '../model/fitness-report.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { LaunchResult } from '../model/launch-result.js';
import type { ListInstancesFilter } from '../model/list-instances-filter.js';
import type { Tags } from '../model/tags.js';
import type { ResourcesUtilization } from '../model/utilization.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import { changeInstanceType } from '../operations/change-instance-type.js';
import { type CheckAccessOptions, inRegionOfWorker } from '../operations/check-access-options.js';
import { checkRegionAccess } from '../operations/check-region.js';
import { createInstance } from '../operations/create-instance.js';
import { createInstances } from '../operations/create-instances.js';
import { answerQuestion } from '../operations/fitness/check-fitness.js';
import { getConsoleOutput } from '../operations/get-console-output.js';
import { findInstance, getInstanceDetails } from '../operations/get-instance-details.js';
import {
  getInstanceResourcesUtilization,
  type UtilizationOptions,
} from '../operations/get-instance-resources-utilization.js';
import { getInstanceStatusChecks } from '../operations/get-instance-status-checks.js';
import { iterateInstances } from '../operations/list-instances.js';
import { rebootInstance } from '../operations/reboot-instance.js';
import { setTerminationProtection } from '../operations/set-termination-protection.js';
import { startInstance } from '../operations/start-instance.js';
import { type StopInstanceOptions, stopInstance } from '../operations/stop-instance.js';
import { addTags, getTags, removeTags } from '../operations/tag-instance.js';
import { type TerminateInstanceOptions, terminateInstance } from '../operations/terminate-instance.js';
import { waitForInstance } from '../operations/wait-for-instance.js';
import type { WaitOptions } from '../waiters/wait-options.js';
import { HEALTHY, RUNNING, STOPPED, TERMINATED } from '../waiters/wait-tables.js';
import type { AccessMethods } from './access-methods.js';
import { AccountClients } from './account-clients.js';
import { checkClientOptions } from './check-client-options.js';
import { Dispatcher } from './dispatcher.js';
import type { AssumeRoleOptions, Ec2WorkerClientOptions } from './ec2-worker-client-options.js';
import { type ImageMethods, imageMethods } from './image-methods.js';
import type { InformationMethods } from './information-methods.js';
import type { LifecycleMethods } from './lifecycle-methods.js';
import type { TagMethods } from './tag-methods.js';
import type { WaitMethods } from './wait-methods.js';

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
  implements
    LifecycleMethods,
    InformationMethods,
    TagMethods,
    WaitMethods,
    AccessMethods<Ec2WorkerClient>,
    AsyncDisposable
{
  /** Machine images. */
  readonly images: ImageMethods;
  readonly #options: Ec2WorkerClientOptions;
  readonly #dispatcher: Dispatcher;
  readonly #accounts: AccountClients<Ec2WorkerClient> = new AccountClients(
    (options) => new Ec2WorkerClient(options),
  );

  /** @throws InvalidParameterError for options that cannot work. */
  constructor(options: Ec2WorkerClientOptions = {}) {
    checkClientOptions(options);
    this.#options = options;
    this.#dispatcher = new Dispatcher(options);
    this.images = imageMethods(this.#dispatcher);
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

  startInstance(worker: WorkerRef, options: CallOptions = {}): Promise<InstanceStateChange> {
    return this.#dispatcher.about('startInstance', worker, options, startInstance);
  }

  stopInstance(worker: WorkerRef, options: StopInstanceOptions = {}): Promise<InstanceStateChange> {
    return this.#dispatcher.about('stopInstance', worker, options, (context, call) =>
      stopInstance(context, call, options),
    );
  }

  rebootInstance(worker: WorkerRef, options: CallOptions = {}): Promise<void> {
    return this.#dispatcher.about('rebootInstance', worker, options, rebootInstance);
  }

  terminateInstance(worker: WorkerRef, options: TerminateInstanceOptions = {}): Promise<InstanceStateChange> {
    return this.#dispatcher.about('terminateInstance', worker, options, (context, call) =>
      terminateInstance(context, call, options),
    );
  }

  setTerminationProtection(worker: WorkerRef, protect: boolean, options: CallOptions = {}): Promise<void> {
    return this.#dispatcher.about('setTerminationProtection', worker, options, (context, call) =>
      setTerminationProtection(context, call, protect),
    );
  }

  changeInstanceType(
    worker: WorkerRef,
    instanceType: Ec2InstanceType,
    options: CallOptions = {},
  ): Promise<void> {
    return this.#dispatcher.about('changeInstanceType', worker, options, (context, call) =>
      changeInstanceType(context, call, instanceType),
    );
  }

  checkFitness(question: FitnessQuestion, options: CallOptions = {}): Promise<FitnessReport> {
    return this.#dispatcher.inRegion('checkFitness', options, (context, call) =>
      answerQuestion(context, call, question),
    );
  }

  getInstanceDetails(worker: WorkerRef, options: CallOptions = {}): Promise<WorkerInstance> {
    return this.#dispatcher.about('getInstanceDetails', worker, options, getInstanceDetails);
  }

  findInstance(worker: WorkerRef, options: CallOptions = {}): Promise<WorkerInstance | undefined> {
    return this.#dispatcher.about('findInstance', worker, options, findInstance);
  }

  getInstanceStatusChecks(worker: WorkerRef, options: CallOptions = {}): Promise<InstanceStatusChecks> {
    return this.#dispatcher.about('getInstanceStatusChecks', worker, options, getInstanceStatusChecks);
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

  getInstanceResourcesUtilization(
    worker: WorkerRef,
    options: UtilizationOptions = {},
  ): Promise<ResourcesUtilization> {
    return this.#dispatcher.about('getInstanceResourcesUtilization', worker, options, (context, call) =>
      getInstanceResourcesUtilization(context, call, options),
    );
  }

  getConsoleOutput(worker: WorkerRef, options: CallOptions = {}): Promise<string | undefined> {
    return this.#dispatcher.about('getConsoleOutput', worker, options, getConsoleOutput);
  }

  getTags(worker: WorkerRef, options: CallOptions = {}): Promise<Tags> {
    return this.#dispatcher.about('getTags', worker, options, getTags);
  }

  addTags(worker: WorkerRef, tags: Tags, options: CallOptions = {}): Promise<void> {
    return this.#dispatcher.about('addTags', worker, options, (context, call) =>
      addTags(context, call, tags),
    );
  }

  removeTags(worker: WorkerRef, tagKeys: readonly string[], options: CallOptions = {}): Promise<void> {
    return this.#dispatcher.about('removeTags', worker, options, (context, call) =>
      removeTags(context, call, tagKeys),
    );
  }

  waitUntilRunning(worker: WorkerRef, options: WaitOptions = {}): Promise<WorkerInstance> {
    return this.#dispatcher.about('waitUntilRunning', worker, options, (context, call) =>
      waitForInstance(context, call, RUNNING, options),
    );
  }

  waitUntilHealthy(worker: WorkerRef, options: WaitOptions = {}): Promise<WorkerInstance> {
    return this.#dispatcher.about('waitUntilHealthy', worker, options, (context, call) =>
      waitForInstance(context, call, HEALTHY, options),
    );
  }

  waitUntilStopped(worker: WorkerRef, options: WaitOptions = {}): Promise<WorkerInstance> {
    return this.#dispatcher.about('waitUntilStopped', worker, options, (context, call) =>
      waitForInstance(context, call, STOPPED, options),
    );
  }

  waitUntilTerminated(worker: WorkerRef, options: WaitOptions = {}): Promise<WorkerInstance> {
    return this.#dispatcher.about('waitUntilTerminated', worker, options, (context, call) =>
      waitForInstance(context, call, TERMINATED, options),
    );
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
