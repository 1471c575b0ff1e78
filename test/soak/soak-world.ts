import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Clock, Ec2WorkerClient, type Ec2WorkerClientOptions } from 'ec2-worker-client';
import { SimulatedAws } from 'ec2-worker-client/testing';
import type { SeededRandom } from './seeded-random.js';
import { Weather } from './weather.js';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;

/** How far the clocks of the clients are from that of AWS: more than AWS tolerates, but for the first. */
const SKEWS_MS = [0, 420_000, -540_000];

/** Until EC2 shows what has changed, at most. */
export const LONGEST_LAG_MS = 5_000;

const REQUEST_TIMEOUT_MS = 30_000;
const ROLE = { RoleArn: 'arn:aws:iam::123456789012:role/observer', RoleSessionName: 'observer' };
const LONGEST_SESSION_SECONDS = 43_200;

/** What an instance really is. */
export interface Truth {
  readonly instanceId: string;
  readonly name: string;
  readonly state: string;
}

/** How a world is connected, and what keeps its time. */
export interface SoakWorldOptions {
  readonly clock: Clock;
  readonly random: SeededRandom;
  /** Whether the clients go over HTTP. Default: within the process. */
  readonly overHttp?: boolean;
}

/** A simulated AWS in bad weather, the clients under test, and an observer whom nothing happens to. */
export class SoakWorld {
  readonly aws: SimulatedAws;
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly weather: Weather;
  /** Each with a clock of its own. */
  readonly clients: readonly Ec2WorkerClient[];
  readonly #sent: { count: number } = { count: 0 };
  #skewChange = 0;
  #isCalm = true;
  #observer: Observer;

  private constructor(aws: SimulatedAws, options: SoakWorldOptions, connection: Ec2WorkerClientOptions) {
    const { random } = options;
    this.aws = aws;
    this.clock = aws.clock;
    this.random = random;
    this.#observer = new Observer(aws);
    this.weather = new Weather(aws, random, ({ service, accessKeyId }) => {
      const isSpared = this.#isCalm || service === 'sts' || accessKeyId === this.#observer.accessKeyId;
      if (!isSpared) this.#sent.count += 1;
      return isSpared;
    });
    this.clients = SKEWS_MS.map(
      (skewMs) => new Ec2WorkerClient({ ...connection, clock: this.#skewed(skewMs) }),
    );
  }

  static async open(options: SoakWorldOptions): Promise<SoakWorld> {
    const { clock, random, overHttp = false } = options;
    let observerKey = '';
    const aws: SimulatedAws = new SimulatedAws({
      clock,
      timing: {
        pendingMs: (id) => spread(id, 5_000, 40_000),
        initializingMs: (id) => spread(id, 60_000, 180_000),
        stoppingMs: (id) => spread(id, 10_000, 60_000),
        shuttingDownMs: (id) => spread(id, 10_000, 60_000),
        visibleAfterMs: (id) => spread(id, 0, LONGEST_LAG_MS),
        readLagMs: (accessKeyId) => (accessKeyId === observerKey ? 0 : random.between(0, LONGEST_LAG_MS)),
      },
      terminatedVisibleMs: 12 * 3_600_000,
    });
    const credentials = aws.credentialsProvider;
    const connection: Ec2WorkerClientOptions = overHttp
      ? { credentials, endpoint: (await aws.listen()).url, requestTimeoutMs: 3_000 }
      : { credentials, requestHandler: impatient(aws.requestHandler) };
    const world = new SoakWorld(aws, options, connection);
    await world.renewObserver();
    observerKey = world.#observer.accessKeyId;
    await world.#warmUp();
    return world;
  }

  /** How many requests the clients have sent. */
  get sent(): number {
    return this.#sent.count;
  }

  /** The observer's session ends within the day. */
  async renewObserver(): Promise<void> {
    await this.#observer.renew();
  }

  /** Sets the clocks of all clients that are wrong anew. */
  shiftClocks(): void {
    this.#skewChange = this.random.between(-600_000, 600_000);
    this.weather.noteRefusal(this.clock.now());
  }

  /** Every instance of a region, as it really is. */
  observe(region: string): Promise<readonly Truth[]> {
    return this.#observer.look(region);
  }

  /**
   * The last change of an instance's tags that AWS received. On a network a request that was given up may arrive
   * after its repetition, and after whatever followed that.
   */
  lastTagging(instanceId: string): string | undefined {
    const changes = this.aws.requests.filter(
      ({ action, parameters }) =>
        ['CreateTags', 'DeleteTags'].includes(action) &&
        (parameters['Resources'] as readonly string[]).includes(instanceId),
    );
    return changes.at(-1)?.action;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    this.#observer.close();
    await this.aws.close();
  }

  /** Connects every client to every region in calm weather: what that takes is real time, which no seed repeats. */
  async #warmUp(): Promise<void> {
    const input = {
      name: 'warm-up',
      amiId: 'ami-0123456789abcdef0',
      amiName: 'CML',
      instanceType: 'c5.metal',
    };
    for (const region of REGIONS) {
      for (const client of this.clients) {
        const worker = await client.createInstance(input, { region });
        await client.getInstanceResourcesUtilization(worker);
        await client.terminateInstance(worker);
      }
      await this.observe(region);
    }
    this.aws.clearRequests();
    this.#isCalm = false;
  }

  #skewed(skewMs: number): Clock {
    const { clock } = this;
    if (skewMs === 0) return clock;
    return {
      now: () => clock.now() + skewMs + this.#skewChange,
      sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    };
  }
}

/** The raw SDK with credentials of its own. */
class Observer {
  readonly #aws: SimulatedAws;
  readonly #clients = new Map<string, EC2Client>();
  #credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };

  constructor(aws: SimulatedAws) {
    this.#aws = aws;
    this.#credentials = { accessKeyId: '', secretAccessKey: '', sessionToken: '' };
  }

  get accessKeyId(): string {
    return this.#credentials.accessKeyId;
  }

  async renew(): Promise<void> {
    const { requestHandler, credentials } = this.#aws;
    const sts = new STSClient({ region: 'us-east-1', requestHandler, credentials });
    this.#setTime(sts);
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ ...ROLE, DurationSeconds: LONGEST_SESSION_SECONDS }),
    );
    sts.destroy();
    this.#credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    this.close();
  }

  async look(region: string): Promise<readonly Truth[]> {
    const known = this.#clients.get(region);
    const { requestHandler } = this.#aws;
    const credentials = this.#credentials;
    const client = known ?? new EC2Client({ region, requestHandler, credentials, maxAttempts: 1 });
    this.#clients.set(region, client);
    this.#setTime(client);
    const instances: Truth[] = [];
    for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { MaxResults: 1_000 })) {
      for (const { InstanceId = '', State, Tags = [] } of Reservations.flatMap(
        ({ Instances = [] }) => Instances,
      )) {
        const name = Tags.find(({ Key }) => Key === 'Name')?.Value ?? '';
        instances.push({ instanceId: InstanceId, name, state: State?.Name ?? '' });
      }
    }
    return instances;
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }

  #setTime({ config }: { readonly config: { systemClockOffset: number } }): void {
    config.systemClockOffset = this.#aws.clock.now() - Date.now();
  }
}

/** A time that depends on the instance alone. */
function spread(instanceId: string, least: number, most: number): number {
  return least + (Number.parseInt(instanceId.slice(-6), 16) % (most - least + 1));
}

/** A connection that gives up on replies after a while, by the simulated clock. */
function impatient(handler: SimulatedAws['requestHandler']): SimulatedAws['requestHandler'] {
  return {
    ...handler,
    handle: (request, options) => handler.handle(request, { ...options, requestTimeout: REQUEST_TIMEOUT_MS }),
  };
}
