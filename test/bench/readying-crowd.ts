import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { mean, quantile } from './measure.js';

const PENDING_MS = 15_000;
const SOONEST_MS = 30_000;
const LATEST_MS = 300_000;

/** What waiting for a crowd came to; times in milliseconds. */
export interface Waited {
  readonly requests: number;
  readonly refused: number;
  /** How late each wait was told, the earliest first; below zero would be a false success. */
  readonly lags: readonly number[];
  readonly meanLag: number;
  readonly p95Lag: number;
  /** When each was told, since the launch. */
  readonly toldAt: readonly number[];
}

/**
 * Workers that have just been launched and become healthy after 30 to 300 seconds, on a simulated clock and under
 * EC2's rates.
 */
export class ReadyingCrowd {
  readonly clock: ManualClock = new ManualClock({ autoAdvance: true });
  readonly aws: SimulatedAws;
  /** The raw SDK. */
  readonly ec2: EC2Client;
  readonly client: Ec2WorkerClient;
  readonly #readyAfter = new Map<string, number>();
  #ids: readonly string[] = [];
  #launchedAt = 0;

  /** `spread` draws when the next one is ready: 0 soonest, 1 latest. */
  constructor(spread: () => number) {
    const initializingMs = (instanceId: string): number => {
      const known = this.#readyAfter.get(instanceId);
      const after = known ?? SOONEST_MS + spread() * (LATEST_MS - SOONEST_MS);
      this.#readyAfter.set(instanceId, after);
      return after - PENDING_MS;
    };
    this.aws = new SimulatedAws({
      clock: this.clock,
      limits: { requests: 'documented' },
      timing: { pendingMs: PENDING_MS, initializingMs, latencyMs: 50 },
      maxClockSkewMs: Number.POSITIVE_INFINITY,
    });
    const { requestHandler, credentials } = this.aws;
    const connection = { region: 'us-east-1', requestHandler, credentials };
    this.ec2 = new EC2Client(connection);
    this.client = new Ec2WorkerClient({ ...connection, clock: this.clock });
  }

  async launch(count: number): Promise<void> {
    await this.client.ec2();
    const launch = new RunInstancesCommand({
      ImageId: 'ami-0123456789abcdef0',
      InstanceType: 'c5.2xlarge',
      MinCount: count,
      MaxCount: count,
    });
    const { Instances = [] } = await this.ec2.send(launch);
    this.#ids = Instances.map(({ InstanceId = '' }) => InstanceId);
    this.#launchedAt = this.clock.now();
    this.aws.clearRequests();
  }

  /** When each is ready, since the launch. */
  get readyAt(): readonly number[] {
    return [...this.#readyAfter.values()];
  }

  /** Waits for all at once. */
  async waitForAll(wait: (instanceId: string) => Promise<unknown>): Promise<Waited> {
    const told = await Promise.all(
      this.#ids.map(async (id) => {
        await wait(id);
        const at = this.clock.now() - this.#launchedAt;
        return { at, lag: at - (this.#readyAfter.get(id) ?? 0) };
      }),
    );
    const lags = told.map(({ lag }) => lag).toSorted((one, other) => one - other);
    return {
      requests: this.aws.requests.length,
      refused: this.aws.requests.filter(({ outcome }) => outcome !== 'ok').length,
      lags,
      meanLag: mean(lags),
      p95Lag: quantile(lags, 0.95),
      toldAt: told.map(({ at }) => at),
    };
  }
}
