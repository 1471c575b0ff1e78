import { DynamoDbLeaseStore, type DynamoDbLeaseStoreOptions } from 'ec2-worker-client/fleet';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';

export const TABLE = 'worker-leases';

/** A simulated AWS with a table for leases, and stores of it. */
export class LeaseSimulation {
  readonly clock: ManualClock;
  readonly aws: SimulatedAws;

  private constructor(autoAdvance: boolean) {
    this.clock = new ManualClock({ autoAdvance });
    this.aws = new SimulatedAws({ clock: this.clock });
  }

  static async start(options: { readonly autoAdvance?: boolean } = {}): Promise<LeaseSimulation> {
    const { autoAdvance = false } = options;
    const simulation = new LeaseSimulation(autoAdvance);
    const creating = simulation.open().createTable();
    if (!autoAdvance) await simulation.clock.advance(5_000);
    await creating;
    simulation.aws.clearRequests();
    return simulation;
  }

  /** One more store, as of another process. */
  open(options: Partial<DynamoDbLeaseStoreOptions> = {}): DynamoDbLeaseStore {
    const { aws, clock } = this;
    return new DynamoDbLeaseStore({
      tableName: TABLE,
      region: 'us-east-1',
      credentials: aws.credentialsProvider,
      requestHandler: aws.requestHandler,
      clock,
      ...options,
    });
  }

  get actions(): string[] {
    return this.aws.requests.map(({ action }) => action);
  }
}
