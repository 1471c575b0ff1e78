import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import type { Ec2WorkerClientOptions, WorkerInstance } from 'ec2-worker-client';
import { LAUNCH, WorkerSimulation } from './worker-simulation.js';

type AwsOptions = ConstructorParameters<typeof WorkerSimulation>[1];

/** Many workers that run, and the client that asks for all of them at once. */
export class Crowd {
  readonly simulation: WorkerSimulation;
  readonly ids: readonly string[];

  private constructor(simulation: WorkerSimulation, ids: readonly string[]) {
    this.simulation = simulation;
    this.ids = ids;
  }

  static async gather(
    size: number,
    clientOptions: Ec2WorkerClientOptions = {},
    awsOptions: AwsOptions = {},
  ): Promise<Crowd> {
    const simulation = new WorkerSimulation(clientOptions, awsOptions);
    const ec2 = await simulation.client.ec2();
    const reply = await ec2.send(
      new RunInstancesCommand({
        ImageId: LAUNCH.amiId,
        InstanceType: 'c5.2xlarge',
        MinCount: size,
        MaxCount: size,
      }),
    );
    await simulation.aws.advance(600_000);
    simulation.aws.clearRequests();
    return new Crowd(
      simulation,
      (reply.Instances ?? []).map(({ InstanceId = '' }) => InstanceId),
    );
  }

  get client(): WorkerSimulation['client'] {
    return this.simulation.client;
  }

  /** How many requests of each action, those that were refused marked with their code. */
  get requests(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { action, outcome } of this.simulation.aws.requests) {
      const name = outcome === 'ok' ? action : `${action} ${outcome}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /** Does the same for all of them at once. */
  all<Result>(run: (instanceId: string) => Promise<Result>): Promise<PromiseSettledResult<Result>[]> {
    return Promise.allSettled(this.ids.map(run));
  }

  async states(): Promise<Readonly<Record<string, number>>> {
    const workers = await this.client.listInstances({ includeTerminated: true });
    const counts: Record<string, number> = {};
    for (const { instanceState } of workers as readonly WorkerInstance[]) {
      counts[instanceState] = (counts[instanceState] ?? 0) + 1;
    }
    return counts;
  }
}

/** How many of several outcomes are fulfilled. */
export function countFulfilled(outcomes: readonly PromiseSettledResult<unknown>[]): number {
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}
