import type { CallOptions } from '../model/call-options.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { Ec2InstanceType } from '../model/ec2-instance-type.js';
import type { InstanceStateChange } from '../model/instance-state-change.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { SpotNotice } from '../model/spot-market.js';
import type { Tags } from '../model/tags.js';
import type { ResourcesUtilization } from '../model/utilization.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import type { WorkerRef } from '../model/worker-ref.js';
import { changeInstanceType } from '../operations/change-instance-type.js';
import { getConsoleOutput } from '../operations/get-console-output.js';
import { findInstance, getInstanceDetails } from '../operations/get-instance-details.js';
import {
  getInstanceResourcesUtilization,
  type UtilizationOptions,
} from '../operations/get-instance-resources-utilization.js';
import { getInstanceStatusChecks } from '../operations/get-instance-status-checks.js';
import { rebootInstance } from '../operations/reboot-instance.js';
import { getLaunchSettings } from '../operations/resources/get-launch-settings.js';
import { readSpotNotices } from '../operations/resources/read-spot-market.js';
import { setTerminationProtection } from '../operations/set-termination-protection.js';
import { startInstance } from '../operations/start-instance.js';
import { type StopInstanceOptions, stopInstance } from '../operations/stop-instance.js';
import { addTags, getTags, readTags, removeTags } from '../operations/tag-instance.js';
import { type TerminateInstanceOptions, terminateInstance } from '../operations/terminate-instance.js';
import { waitForInstance } from '../operations/wait-for-instance.js';
import type { WaitOptions } from '../waiters/wait-options.js';
import { HEALTHY, RUNNING, STOPPED, TERMINATED } from '../waiters/wait-tables.js';
import type { Dispatcher } from './dispatcher.js';
import type { SingleWorkerMethods } from './single-worker-methods.js';

/** The calls of a client that are about one worker: each is an operation, carried out where the worker is. */
export abstract class WorkerOperations implements SingleWorkerMethods {
  readonly #dispatcher: Dispatcher;

  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
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

  getInstanceDetails(worker: WorkerRef, options: CallOptions = {}): Promise<WorkerInstance> {
    return this.#dispatcher.about('getInstanceDetails', worker, options, getInstanceDetails);
  }

  findInstance(worker: WorkerRef, options: CallOptions = {}): Promise<WorkerInstance | undefined> {
    return this.#dispatcher.about('findInstance', worker, options, findInstance);
  }

  getInstanceStatusChecks(worker: WorkerRef, options: CallOptions = {}): Promise<InstanceStatusChecks> {
    return this.#dispatcher.about('getInstanceStatusChecks', worker, options, getInstanceStatusChecks);
  }

  getInstanceResourcesUtilization(
    worker: WorkerRef,
    options: UtilizationOptions = {},
  ): Promise<ResourcesUtilization> {
    return this.#dispatcher.about('getInstanceResourcesUtilization', worker, options, (context, call) =>
      getInstanceResourcesUtilization(context, call, options),
    );
  }

  getLaunchSettings(worker: WorkerRef, options: CallOptions = {}): Promise<CreateInstanceInput> {
    return this.#dispatcher.about('getLaunchSettings', worker, options, getLaunchSettings);
  }

  getSpotNotice(worker: WorkerRef, options: CallOptions = {}): Promise<SpotNotice | undefined> {
    return this.#dispatcher.about('getSpotNotice', worker, options, async (context, call) => {
      const [notice] = await readSpotNotices(context, call, [call.instanceId]);
      return notice;
    });
  }

  getConsoleOutput(worker: WorkerRef, options: CallOptions = {}): Promise<string | undefined> {
    return this.#dispatcher.about('getConsoleOutput', worker, options, getConsoleOutput);
  }

  getTags(worker: WorkerRef, options: CallOptions = {}): Promise<Tags> {
    return this.#dispatcher.about('getTags', worker, options, getTags);
  }

  readTags(worker: WorkerRef, options: CallOptions = {}): Promise<Tags> {
    return this.#dispatcher.about('readTags', worker, options, readTags);
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
}
