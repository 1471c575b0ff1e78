import type { Ec2WorkerClientOptions } from 'ec2-worker-client';
import type { LeaseStore, WorkerFleet } from 'ec2-worker-client/fleet';
import type { FleetStage } from '../fleet-stage.js';

type Handler = { handle(request: unknown, options?: unknown): Promise<unknown> };

/** When a process ends. */
export interface Death {
  /** At which of its requests, of EC2 and of the lease store, counted from 1. */
  readonly atRequest: number;
  /** Whether that request still arrives; its answer is never heard. */
  readonly arrives: boolean;
}

/** A process with a client and a fleet of its own, which may be killed at any of its requests. */
export class MortalProcess {
  readonly fleet: WorkerFleet;
  /** Resolves when the process has been killed. */
  readonly death: Promise<'killed'>;
  #requests = 0;
  #die: (end: 'killed') => void = () => undefined;
  readonly #plan: Death | undefined;

  constructor(stage: FleetStage, leases: LeaseStore | undefined, plan?: Death) {
    this.#plan = plan;
    this.death = new Promise((resolve) => {
      this.#die = resolve;
    });
    const handler = stage.aws.requestHandler as unknown as Handler;
    const wrapped: Handler = {
      ...handler,
      handle: (request, options) => this.#live(() => handler.handle(request, options)),
    };
    const requestHandler = wrapped as unknown as NonNullable<Ec2WorkerClientOptions['requestHandler']>;
    const client = stage.connect({ requestHandler });
    this.fleet = stage.fleetOf({ client, leases: leases === undefined ? undefined : this.#mortal(leases) });
  }

  /** Whether the process was killed. */
  get isDead(): boolean {
    return this.#plan !== undefined && this.#requests >= this.#plan.atRequest;
  }

  /** Does something until it is done, or until the process is killed over it. */
  async run<Result>(work: (fleet: WorkerFleet) => Promise<Result>): Promise<Result | 'killed'> {
    const working = work(this.fleet);
    // Nobody hears what becomes of it in a process that is gone.
    working.catch(() => undefined);
    return await Promise.race([working, this.death]);
  }

  async #live<Result>(send: () => Promise<Result>): Promise<Result> {
    this.#requests += 1;
    const { atRequest = Number.POSITIVE_INFINITY, arrives = false } = this.#plan ?? {};
    if (this.#requests < atRequest) return await send();
    if (this.#requests === atRequest && arrives) await send().catch(() => undefined);
    this.#die('killed');
    return await new Promise<never>(() => undefined);
  }

  #mortal(leases: LeaseStore): LeaseStore {
    return {
      acquire: (...call) => this.#live(() => leases.acquire(...call)),
      renew: (...call) => this.#live(() => leases.renew(...call)),
      release: (...call) => this.#live(() => leases.release(...call)),
      read: (...call) => this.#live(() => leases.read(...call)),
    };
  }
}
