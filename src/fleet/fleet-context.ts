import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { Logger } from '../model/logger.js';
import type { WorkerSettings } from '../settings/worker-settings.js';
import { type Clock, systemClock } from '../time/clock.js';
import type { FleetWorkerRef } from './discovery/fleet-worker.js';
import { type ResolvedOwnership, resolveOwnership } from './discovery/ownership.js';
import type { FleetClient } from './fleet-client.js';
import type { LeaseStore } from './leases/lease-store.js';
import type { WorkerFleetOptions } from './worker-fleet-options.js';
import { WorkerTurns } from './worker-turns.js';

/** One account in one region of a fleet. */
export interface FleetTarget {
  /** The client of the account. */
  readonly client: FleetClient;
  /** The role by which the account is reached; `undefined` for the client's own account. */
  readonly roleArn: string | undefined;
  readonly region: AwsRegion;
}

/** A worker, and the client that reaches it. */
export interface LocatedWorker {
  readonly client: FleetClient;
  readonly roleArn: string | undefined;
  /** To hand to the client's methods. */
  readonly ref: { readonly instanceId: string; readonly region: AwsRegion };
}

/** What every part of a fleet works with. */
export class FleetContext {
  readonly ownership: ResolvedOwnership;
  readonly settings: WorkerSettings | undefined;
  /** What makes assignments exclusive across processes. */
  readonly leases: LeaseStore | undefined;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
  /** Lets one change of a worker wait for the one before. */
  readonly turns: WorkerTurns = new WorkerTurns();
  readonly #options: WorkerFleetOptions;

  constructor(options: WorkerFleetOptions) {
    this.#options = options;
    this.ownership = resolveOwnership(options.ownership ?? {}, options.settings);
    this.settings = options.settings;
    this.leases = options.leases;
    this.clock = options.clock ?? systemClock;
    this.logger = options.logger;
  }

  /** Every account in every region, or in those of its regions that are asked for. */
  async targets(regions?: readonly AwsRegion[]): Promise<readonly FleetTarget[]> {
    const all = await this.#regions();
    const chosen = regions === undefined ? all : all.filter((region) => regions.includes(region));
    return this.#accounts().flatMap((account) => chosen.map((region) => ({ ...account, region })));
  }

  /**
   * Finds the client that reaches a worker.
   *
   * @throws InvalidParameterError where that is not clear: nothing is done to a worker on a guess.
   */
  async locate(worker: FleetWorkerRef, operation: string): Promise<LocatedWorker> {
    const { instanceId, region, roleArn } = partsOf(worker, operation);
    const regions = await this.#regions();
    const found = region ?? (regions.length === 1 ? regions[0] : undefined);
    if (found === undefined) {
      const message = `${operation}: the fleet has several regions. Say which one ${instanceId} is in: hand over { instanceId, region }, or the worker that the fleet has listed.`;
      throw new InvalidParameterError({ operation, parameter: 'worker', message });
    }
    const account = this.#accountOf(roleArn, instanceId, operation);
    return { ...account, ref: { instanceId, region: found } };
  }

  async #regions(): Promise<readonly AwsRegion[]> {
    return this.#options.regions ?? [await this.#options.client.resolveRegion()];
  }

  #accounts(): Pick<FleetTarget, 'client' | 'roleArn'>[] {
    const { client, accounts = ['own'] } = this.#options;
    return accounts.map((account) =>
      account === 'own'
        ? { client, roleArn: undefined }
        : { client: client.forAccount(account), roleArn: account.roleArn },
    );
  }

  #accountOf(
    roleArn: string | undefined,
    instanceId: string,
    operation: string,
  ): Pick<FleetTarget, 'client' | 'roleArn'> {
    const accounts = this.#accounts();
    const [only] = accounts;
    if (roleArn === undefined && accounts.length === 1 && only !== undefined) return only;
    const account = accounts.find((candidate) => candidate.roleArn === roleArn);
    if (account !== undefined) return account;
    const whose = roleArn === undefined ? "the client's own account" : `the account of ${roleArn}`;
    const message = `${operation}: ${instanceId} is said to be in ${whose}, which the fleet does not have. Hand over the worker that the fleet has listed, or { instanceId, region, roleArn }.`;
    throw new InvalidParameterError({ operation, parameter: 'worker', message });
  }
}

function partsOf(worker: FleetWorkerRef, operation: string): Exclude<FleetWorkerRef, string> {
  const parts = typeof worker === 'string' ? { instanceId: worker } : worker;
  if (typeof (parts as Partial<typeof parts> | null)?.instanceId === 'string') return parts;
  const expected = 'an instance id, or a worker that the fleet has listed';
  throw new InvalidParameterError({ operation, parameter: 'worker', expected, received: typeof worker });
}
