import type { CreateInstanceInput, Ec2WorkerClient, WorkerInstance } from 'ec2-worker-client';
import type { FleetClient, RecoveryDecision, RecoveryOptions, RecoveryReport } from 'ec2-worker-client/fleet';
import { LAUNCH } from '../../client/worker-simulation.js';
import { FleetStage, OWNED } from '../fleet-stage.js';

/** What a step is known by. */
export const shortOf = ({ action, reason, outcome }: RecoveryDecision): string =>
  outcome === 'nothing-to-do' ? `${action} ${reason}` : `${action} ${outcome}`;

/** A policy without patience, so that a test need not wait, and with budget enough. */
export const PROMPT: NonNullable<RecoveryOptions['policy']> = {
  minImpairedSeconds: 0,
  autoRecoveryGraceSeconds: 0,
  coolDownSeconds: 300,
  budget: { perHour: 100, percentPerHour: 100 },
};

/** The launch of every worker of the stage. */
export const launchSettingsOf = (): CreateInstanceInput => ({ ...LAUNCH, instanceType: 'c5.4xlarge' });

/** A client of somebody's own making, who has left out what a fleet can do without. */
export function withoutLaunchSettings(client: Ec2WorkerClient): FleetClient {
  return new Proxy<FleetClient>(client, {
    get: (_, name) => {
      const member: unknown = name === 'getLaunchSettings' ? undefined : Reflect.get(client, name, client);
      return typeof member === 'function' ? (member.bind(client) as unknown) : member;
    },
  });
}

/** A fleet with a worker that is impaired. */
export class RecoveryStage extends FleetStage {
  /** One pass, as a process makes it that begins anew. */
  async pass(options: RecoveryOptions = {}): Promise<RecoveryReport> {
    const fleet = this.fleetOf({ client: this.connect() });
    return await fleet.recover({ launchSettingsOf, ...options, policy: { ...PROMPT, ...options.policy } });
  }

  /** What one pass decides, in short. */
  async decide(options: RecoveryOptions = {}): Promise<string[]> {
    return (await this.pass(options)).decisions.map(shortOf);
  }

  /** Makes passes with so many seconds between them, until something is done, or its number is reached. */
  async passUntil(wanted: string, options: RecoveryOptions = {}, most = 200): Promise<string[]> {
    const all: string[] = [];
    for (let count = 0; count < most; count += 1) {
      const decided = await this.decide(options);
      all.push(...decided);
      if (decided.includes(wanted)) return all;
      await this.clock.advance(15_000);
    }
    throw new Error(`Never ${wanted}: ${[...new Set(all)].join(', ')}`);
  }

  async impaired(
    check: 'instance' | 'system',
    input: Partial<CreateInstanceInput> = {},
  ): Promise<WorkerInstance> {
    const worker = await this.add(input);
    this.aws.impair(worker.instanceId, { check });
    return worker;
  }

  /** The tags of a worker. */
  tagsOf(instanceId: string): Promise<Readonly<Record<string, string>>> {
    return this.client.getTags(instanceId);
  }

  /** The workers of the fleet that are not terminated. */
  async alive(): Promise<readonly WorkerInstance[]> {
    const states = ['pending', 'running', 'stopping', 'stopped'] as const;
    return await this.client.listInstances({ tags: OWNED, states });
  }
}
