import {
  type CallOptions,
  type CreateInstanceInput,
  Ec2WorkerClient,
  type Ec2WorkerClientOptions,
  type WorkerInstance,
} from 'ec2-worker-client';
import { afterAll, beforeAll, describe, it, type TestAPI } from 'vitest';
import { type ClientContract, type ContractFeatures, type ContractWorld, IMAGE } from './contract-world.js';

/** What the cases of a group share: a world of their own, and a client of it. */
export class ContractStage {
  readonly #contract: ClientContract;
  #world: ContractWorld | undefined;
  #client: Ec2WorkerClient | undefined;

  constructor(contract: ClientContract) {
    this.#contract = contract;
  }

  get world(): ContractWorld {
    return opened(this.#world);
  }

  get client(): Ec2WorkerClient {
    return opened(this.#client);
  }

  /** `it` where the server can do this, a visible skip where it cannot. */
  itWhere(feature: keyof ContractFeatures): TestAPI {
    return it.skipIf(!this.#contract.features[feature]) as TestAPI;
  }

  /** A client of the case's own, to destroy after use. */
  newClient(options: Ec2WorkerClientOptions = {}): Ec2WorkerClient {
    return new Ec2WorkerClient({ ...this.world.clientOptions, ...options });
  }

  /** Launches a worker, where nothing of the launch matters but what is given. */
  launch(input: Partial<CreateInstanceInput> = {}, options: CallOptions = {}): Promise<WorkerInstance> {
    const launch = { name: 'contract', amiId: IMAGE, instanceType: 't3.micro', ...input };
    return this.client.createInstance(launch, options);
  }

  /** Launches a worker and waits until it runs. */
  async launchRunning(input: Partial<CreateInstanceInput> = {}): Promise<WorkerInstance> {
    const { instanceId } = await this.launch(input);
    return await this.client.waitUntilRunning(instanceId, this.world.waitOptions);
  }

  async open(): Promise<void> {
    this.#world = await this.#contract.makeWorld();
    this.#client = this.newClient();
  }

  async close(): Promise<void> {
    this.#client?.destroy();
    await this.#world?.close();
  }
}

/** A group of cases on a stage of their own. */
export function describeGroup(
  name: string,
  contract: ClientContract,
  define: (stage: ContractStage) => void,
): void {
  describe(name, () => {
    const stage = new ContractStage(contract);
    beforeAll(() => stage.open());
    afterAll(() => stage.close());
    define(stage);
  });
}

function opened<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The stage is open only while its cases run.');
  return value;
}
