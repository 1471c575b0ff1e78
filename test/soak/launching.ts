import {
  type CreateInstanceInput,
  type Ec2WorkerClient,
  type Ec2WorkerError,
  LaunchFailedError,
} from 'ec2-worker-client';
import type { Fate } from './fate.js';
import type { Trials } from './trials.js';

/**
 * The launch of a life, as a service makes it that writes down what it needs to find its instances again: a key or
 * a token of its own, or the token that errors tell.
 */
export class Launching {
  /** Every id that the client has told. */
  readonly toldIds: Set<string> = new Set();
  readonly #fate: Fate;
  readonly #client: Ec2WorkerClient;
  readonly #trials: Trials;
  readonly #tokens = new Set<string>();
  #token: string | undefined;

  constructor(fate: Fate, client: Ec2WorkerClient, trials: Trials) {
    this.#fate = fate;
    this.#client = client;
    this.#trials = trials;
    this.#token = fate.count === 1 && fate.hasToken ? `token-${fate.name}` : undefined;
  }

  /** @returns The ids. */
  async launch(deadline: AbortSignal | undefined): Promise<readonly string[]> {
    const { temper } = this.#fate;
    const learn = (error: Ec2WorkerError): void => {
      this.#learnFrom(error);
    };
    const run = async (): Promise<readonly string[]> => {
      const ids = await this.#launchOnce(deadline);
      for (const id of ids) this.toldIds.add(id);
      return ids;
    };
    if (temper !== 'fragile') return await this.#trials.untilDone('launch', run, deadline, learn);
    try {
      return await this.#trials.once('launch', run);
    } catch (thrown) {
      learn(thrown as Ec2WorkerError);
      throw thrown;
    }
  }

  /** Finds by what was written down whatever the launch has made. */
  async find(): Promise<void> {
    const { name, region, count } = this.#fate;
    const filter =
      count > 1
        ? { tags: { 'ec2-worker-client:launch-key': `key-${name}` } }
        : { clientTokens: this.#allTokens() };
    if (filter.clientTokens?.length === 0) return;
    const found = await this.#trials.untilDone('listInstances', () =>
      this.#client.listInstances(filter, { region }),
    );
    for (const { instanceId } of found) this.toldIds.add(instanceId);
  }

  /** Those that errors have told, and its own. */
  #allTokens(): readonly string[] {
    return this.#token === undefined ? [...this.#tokens] : [...this.#tokens, this.#token];
  }

  async #launchOnce(abortSignal: AbortSignal | undefined): Promise<readonly string[]> {
    const { name, region, count, hasChoices } = this.#fate;
    const input: CreateInstanceInput = { name, amiId: AMI, amiName: 'CML-2.7.0', instanceType: 'c5.metal' };
    const options = { region, abortSignal };
    if (count === 1) {
      const { instanceId } = await this.#client.createInstance(
        { ...input, clientToken: this.#token },
        options,
      );
      return [instanceId];
    }
    const choices = hasChoices ? [{ instanceType: 'c5.metal' }, { instanceType: 'm5.metal' }] : undefined;
    const launch = { ...input, count, minCount: count, launchKey: `key-${name}`, choices };
    const { instances } = await this.#client.createInstances(launch, options);
    return instances.map(({ instanceId }) => instanceId);
  }

  /** What an error tells of a launch: ids that exist, and the token under which there may be more. */
  #learnFrom(error: Ec2WorkerError): void {
    for (const id of error.instanceIds) this.toldIds.add(id);
    if (LaunchFailedError.isInstance(error)) {
      for (const { instanceId } of error.result.instances) this.toldIds.add(instanceId);
    }
    if (error.clientToken === undefined) return;
    this.#tokens.add(error.clientToken);
    if (this.#fate.count === 1) this.#token ??= error.clientToken;
  }
}

const AMI = 'ami-0123456789abcdef0';
