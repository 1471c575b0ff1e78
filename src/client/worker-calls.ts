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
import type { UtilizationOptions } from '../operations/get-instance-resources-utilization.js';
import type { StopInstanceOptions } from '../operations/stop-instance.js';
import type { TerminateInstanceOptions } from '../operations/terminate-instance.js';
import type { WaitOptions } from '../waiters/wait-options.js';
import type { LazyEngine } from './lazy-engine.js';
import type { SingleWorkerMethods } from './single-worker-methods.js';

/** The calls of a client that are about one worker. */
export abstract class WorkerCalls implements SingleWorkerMethods {
  readonly #engine: LazyEngine;

  constructor(engine: LazyEngine) {
    this.#engine = engine;
  }

  startInstance(worker: WorkerRef, options?: CallOptions): Promise<InstanceStateChange> {
    return this.#engine.call([worker, options], (engine, given) => engine.startInstance(...given));
  }

  stopInstance(worker: WorkerRef, options?: StopInstanceOptions): Promise<InstanceStateChange> {
    return this.#engine.call([worker, options], (engine, given) => engine.stopInstance(...given));
  }

  rebootInstance(worker: WorkerRef, options?: CallOptions): Promise<void> {
    return this.#engine.call([worker, options], (engine, given) => engine.rebootInstance(...given));
  }

  terminateInstance(worker: WorkerRef, options?: TerminateInstanceOptions): Promise<InstanceStateChange> {
    return this.#engine.call([worker, options], (engine, given) => engine.terminateInstance(...given));
  }

  setTerminationProtection(worker: WorkerRef, protect: boolean, options?: CallOptions): Promise<void> {
    return this.#engine.call([worker, protect, options], (engine, given) =>
      engine.setTerminationProtection(...given),
    );
  }

  changeInstanceType(worker: WorkerRef, instanceType: Ec2InstanceType, options?: CallOptions): Promise<void> {
    return this.#engine.call([worker, instanceType, options], (engine, given) =>
      engine.changeInstanceType(...given),
    );
  }

  getInstanceDetails(worker: WorkerRef, options?: CallOptions): Promise<WorkerInstance> {
    return this.#engine.call([worker, options], (engine, given) => engine.getInstanceDetails(...given));
  }

  findInstance(worker: WorkerRef, options?: CallOptions): Promise<WorkerInstance | undefined> {
    return this.#engine.call([worker, options], (engine, given) => engine.findInstance(...given));
  }

  getInstanceStatusChecks(worker: WorkerRef, options?: CallOptions): Promise<InstanceStatusChecks> {
    return this.#engine.call([worker, options], (engine, given) => engine.getInstanceStatusChecks(...given));
  }

  getInstanceResourcesUtilization(
    worker: WorkerRef,
    options?: UtilizationOptions,
  ): Promise<ResourcesUtilization> {
    return this.#engine.callByCopy([worker, options], (engine, given) =>
      engine.getInstanceResourcesUtilization(...given),
    );
  }

  getLaunchSettings(worker: WorkerRef, options?: CallOptions): Promise<CreateInstanceInput> {
    return this.#engine.call([worker, options], (engine, given) => engine.getLaunchSettings(...given));
  }

  getSpotNotice(worker: WorkerRef, options?: CallOptions): Promise<SpotNotice | undefined> {
    return this.#engine.call([worker, options], (engine, given) => engine.getSpotNotice(...given));
  }

  getConsoleOutput(worker: WorkerRef, options?: CallOptions): Promise<string | undefined> {
    return this.#engine.call([worker, options], (engine, given) => engine.getConsoleOutput(...given));
  }

  getTags(worker: WorkerRef, options?: CallOptions): Promise<Tags> {
    return this.#engine.call([worker, options], (engine, given) => engine.getTags(...given));
  }

  readTags(worker: WorkerRef, options?: CallOptions): Promise<Tags> {
    return this.#engine.call([worker, options], (engine, given) => engine.readTags(...given));
  }

  addTags(worker: WorkerRef, tags: Tags, options?: CallOptions): Promise<void> {
    return this.#engine.call([worker, tags, options], (engine, given) => engine.addTags(...given));
  }

  removeTags(worker: WorkerRef, tagKeys: readonly string[], options?: CallOptions): Promise<void> {
    return this.#engine.call([worker, tagKeys, options], (engine, given) => engine.removeTags(...given));
  }

  waitUntilRunning(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance> {
    return this.#engine.call([worker, options], (engine, given) => engine.waitUntilRunning(...given));
  }

  waitUntilHealthy(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance> {
    return this.#engine.call([worker, options], (engine, given) => engine.waitUntilHealthy(...given));
  }

  waitUntilStopped(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance> {
    return this.#engine.call([worker, options], (engine, given) => engine.waitUntilStopped(...given));
  }

  waitUntilTerminated(worker: WorkerRef, options?: WaitOptions): Promise<WorkerInstance> {
    return this.#engine.call([worker, options], (engine, given) => engine.waitUntilTerminated(...given));
  }
}
