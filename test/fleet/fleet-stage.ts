import type { CreateInstanceInput, Ec2WorkerClient, WorkerInstance } from 'ec2-worker-client';
import { WorkerFleet, type WorkerFleetOptions } from 'ec2-worker-client/fleet';
import { WorkerSimulation } from '../client/worker-simulation.js';

/** What the workers of the fleet carry. */
export const OWNED = { ManagedBy: 'lab-service' } as const;

/** A fleet on a simulated AWS, and a way to launch workers into it. */
export class FleetStage extends WorkerSimulation {
  readonly fleet: WorkerFleet;

  constructor(
    fleetOptions: Partial<WorkerFleetOptions> = {},
    clientOptions: ConstructorParameters<typeof WorkerSimulation>[0] = {},
    awsOptions: ConstructorParameters<typeof WorkerSimulation>[1] = {},
  ) {
    super(clientOptions, awsOptions);
    this.fleet = this.fleetOf(fleetOptions);
  }

  /** Another fleet of the same workers, such as another process has it. */
  fleetOf(options: Partial<WorkerFleetOptions> = {}): WorkerFleet {
    const { client, clock } = this;
    return new WorkerFleet({ client, clock, ownership: { value: OWNED.ManagedBy }, ...options });
  }

  /** Launches a worker that carries the fleet's tag, and waits until it is healthy. */
  async add(input: Partial<CreateInstanceInput> = {}): Promise<WorkerInstance> {
    return await this.launchHealthy({ ...input, tags: { ...OWNED, ...input.tags } });
  }

  /** Launches several at once. */
  async addMany(count: number, input: Partial<CreateInstanceInput> = {}): Promise<WorkerInstance[]> {
    const named = Array.from({ length: count }, (_, index) => ({ name: `worker-${index}`, ...input }));
    return await Promise.all(named.map((each) => this.add(each)));
  }
}

/** Launches a worker with the fleet's tag in a region, and waits until it is healthy. */
export async function addIn(
  client: Ec2WorkerClient,
  region: WorkerInstance['region'],
  input: CreateInstanceInput,
): Promise<WorkerInstance> {
  const launch = { ...input, tags: { ...OWNED, ...input.tags } };
  return await client.waitUntilHealthy(await client.createInstance(launch, { region }));
}
