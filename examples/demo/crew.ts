import { randomUUID } from 'node:crypto';
import {
  type Clock,
  type CreateInstanceInput,
  type Ec2WorkerClient,
  Ec2WorkerError,
  type WorkerInstance,
} from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

/** Marks what a run of the demo has launched, so that nothing else is ever touched. */
const RUN_TAG = 'ec2-worker-client-demo';

/** What could not be ended, and why. */
export interface LeftBehind {
  /** An instance, or those that there may be. */
  readonly what: string;
  readonly reason: string;
}

/** The workers of one run of the demo. It launches them, and answers for their end. */
export class Crew {
  /** The same workers as a fleet. */
  readonly fleet: WorkerFleet;
  readonly #client: Ec2WorkerClient;
  readonly #runId: string = randomUUID();
  readonly #launches: Promise<WorkerInstance>[] = [];

  constructor(client: Ec2WorkerClient, clock: Clock | undefined) {
    this.#client = client;
    this.fleet = new WorkerFleet({ client, clock, ownership: { key: RUN_TAG, value: this.#runId } });
  }

  /** Launches a worker. It takes no signal: a launch that is under way is let finish, so that its id is known. */
  launch(input: CreateInstanceInput): Promise<WorkerInstance> {
    const tags = { ...input.tags, [RUN_TAG]: this.#runId };
    const launch = this.#client.createInstance({ ...input, tags });
    this.#launches.push(launch);
    return launch;
  }

  /** Those that are neither terminated nor about to be. */
  async list(): Promise<readonly WorkerInstance[]> {
    return (await this.fleet.list({ states: ['pending', 'running', 'stopping', 'stopped'] })).workers;
  }

  /** Terminates everything that was launched. @returns What may still exist. */
  async disband(): Promise<LeftBehind[]> {
    if (this.#launches.length === 0) return [];
    const launches = await Promise.allSettled(this.#launches);
    const known = launches.flatMap((launch) =>
      launch.status === 'fulfilled' ? [launch.value.instanceId] : [],
    );
    const leftBehind: LeftBehind[] = [];
    if (launches.some(mayHaveLaunched)) {
      try {
        known.push(...(await this.list()).map(({ instanceId }) => instanceId));
      } catch (error) {
        leftBehind.push({
          what: `Instances with the tag ${RUN_TAG}=${this.#runId}`,
          reason: reasonOf(error),
        });
      }
    }
    const endings = await Promise.all([...new Set(known)].map((instanceId) => this.#terminate(instanceId)));
    return [...leftBehind, ...endings.filter((ending) => ending !== undefined)];
  }

  async #terminate(instanceId: string): Promise<LeftBehind | undefined> {
    try {
      await this.#client.terminateInstance(instanceId);
      return undefined;
    } catch (error) {
      return { what: instanceId, reason: reasonOf(error) };
    }
  }
}

/** A launch whose answer was lost may have made an instance all the same. */
function mayHaveLaunched(launch: PromiseSettledResult<WorkerInstance>): boolean {
  if (launch.status === 'fulfilled') return false;
  const { reason } = launch as { readonly reason: unknown };
  if (!Ec2WorkerError.isInstance(reason)) return true;
  return ['network', 'service-unavailable', 'unknown'].includes(reason.kind);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
