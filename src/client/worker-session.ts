import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { STSClient } from '@aws-sdk/client-sts';
import { type AwsConnection, type ConnectionTraits, connect } from '../aws/aws-connection.js';
import { AwsSender } from '../aws/aws-sender.js';
import { isReadyHandler } from '../aws/request-handler.js';
import { type SdkClientConfig, sdkClientConfig } from '../aws/sdk-client-config.js';
import { type CloudWatchSdk, loadCloudWatchSdk } from '../cloudwatch/cloudwatch-connection.js';
import { type Ec2Connection, type Ec2Sdk, loadEc2Sdk } from '../ec2/ec2-connection.js';
import { SdkAccessPort } from '../ec2/sdk-access-port.js';
import { isRecord } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import { describeNow } from '../operations/get-instance-details.js';
import { getInstanceStatusChecksNow } from '../operations/get-instance-status-checks.js';
import { InstanceLedger } from '../operations/instance-ledger.js';
import type { WorkerContext } from '../operations/worker-context.js';
import { SdkIdentityPort } from '../sts/sdk-identity-port.js';
import type { StsSdk } from '../sts/sts-connection.js';
import { systemClock } from '../time/clock.js';
import { allowManyListeners } from '../time/many-listeners.js';
import { SharedPoller } from '../waiters/shared-poller.js';
import type { ClientCredentials } from './client-credentials.js';
import { launchParts } from './launch-parts.js';
import { resourceParts } from './resource-parts.js';
import type { SessionOptions } from './session-options.js';
import { ec2Port, metricsPort, PAGE_SIZE } from './session-ports.js';
import { StsConnector } from './sts-connector.js';

/**
 * One identity in one region: the SDK clients, built once and with the first call, and everything that
 * the operations work with. The only file that knows which adapter stands behind which port.
 */
export class WorkerSession {
  /** What the operations work with. */
  readonly context: WorkerContext;
  readonly #options: SessionOptions;
  readonly #credentials: ClientCredentials;
  readonly #sts: StsConnector;
  readonly #closing = new AbortController();
  #ec2: Promise<Ec2Connection> | undefined;
  #cloudWatch: Promise<AwsConnection<CloudWatchClient, CloudWatchSdk>> | undefined;

  constructor(options: SessionOptions, credentials: ClientCredentials) {
    this.#options = options;
    this.#credentials = credentials;
    this.#sts = new StsConnector(options, credentials, () => this.ec2());
    const closing = this.#closing.signal;
    allowManyListeners(closing);
    const { region, clock, logger, maxAttempts, budget, launchGraceSeconds, settings } = options;
    const shared = { region, clock, logger, maxAttempts, budget, closing };
    const ec2 = new AwsSender<EC2Client, Ec2Sdk>({ ...shared, connect: () => this.ec2() });
    const cloudWatch = new AwsSender<CloudWatchClient, CloudWatchSdk>({
      ...shared,
      connect: () => this.#connectCloudWatch(),
    });
    const sts = new AwsSender<STSClient, StsSdk>({ ...shared, connect: () => this.#sts.connect() });
    const ledger = new InstanceLedger(clock);
    const context: WorkerContext = {
      region,
      clock,
      logger,
      launchGraceSeconds,
      settings,
      closing,
      ledger,
      ...launchParts(ec2, options),
      ec2: ec2Port(ec2, options, closing),
      metrics: metricsPort(cloudWatch, options, closing),
      access: new SdkAccessPort(ec2, region),
      resources: resourceParts(ec2, options),
      identity: new SdkIdentityPort(sts),
      waits: {
        region,
        clock,
        logger,
        closing,
        changes: ledger,
        source: new SharedPoller({
          clock,
          closing,
          pageSize: options.coalescing ? PAGE_SIZE : 1,
          countChanges: () => ledger.count(),
          readStatusChecks: (look) => getInstanceStatusChecksNow(context, look),
        }),
        describe: (instanceId, call) => describeNow(context, { ...call, instanceId }),
      },
    };
    this.context = context;
  }

  /** The EC2 client in use, made with the first call. */
  ec2(): Promise<Ec2Connection> {
    this.#ec2 ??= forgetOnFailure(this.#connectEc2(), () => {
      this.#ec2 = undefined;
    });
    return this.#ec2;
  }

  /** Ends what is under way, and destroys the SDK clients that were made here. */
  destroy(): void {
    this.#closing.abort(new Error('The client was destroyed.'));
    this.#sts.destroy();
    for (const connection of [this.#ec2, this.#cloudWatch]) {
      connection?.then(
        (made) => {
          made.destroy();
        },
        // What could not be made needs no destroying, and its caller has heard of it.
        () => undefined,
      );
    }
  }

  async #connectEc2(): Promise<Ec2Connection> {
    const { ec2, region } = this.#options;
    const sdk = await loadEc2Sdk();
    const given = await clientOf(region, 'ec2', ec2);
    const client = given ?? new sdk.EC2Client(await this.#clientConfig('ec2'));
    return connect(client, sdk, this.#traits(given !== undefined));
  }

  #connectCloudWatch(): Promise<AwsConnection<CloudWatchClient, CloudWatchSdk>> {
    this.#cloudWatch ??= forgetOnFailure(this.#makeCloudWatch(), () => {
      this.#cloudWatch = undefined;
    });
    return this.#cloudWatch;
  }

  async #makeCloudWatch(): Promise<AwsConnection<CloudWatchClient, CloudWatchSdk>> {
    const { cloudWatch, region } = this.#options;
    const sdk = await loadCloudWatchSdk();
    const given = await clientOf(region, 'cloudWatch', cloudWatch);
    const client = given ?? new sdk.CloudWatchClient(await this.#clientConfig('cloudWatch'));
    return connect(client, sdk, this.#traits(given !== undefined));
  }

  async #clientConfig(service: 'ec2' | 'cloudWatch'): Promise<SdkClientConfig> {
    const options = this.#options;
    const credentials = await this.#credentials.get();
    return sdkClientConfig({ ...options, credentials, endpoint: options.endpoints[service] });
  }

  #traits(handedIn: boolean): ConnectionTraits {
    const { clock, requestHandler } = this.#options;
    return {
      handedIn,
      ownTime: clock !== systemClock,
      now: () => clock.now(),
      sharedHandler: isReadyHandler(requestHandler),
    };
  }
}

/**
 * The client that was handed in for a region, if any: a single one serves its own region alone, and a function has to
 * give one, since a client of our own in its place would work with credentials that nobody meant.
 */
async function clientOf<Client extends EC2Client | CloudWatchClient>(
  region: string,
  parameter: string,
  given: Client | ((region: string) => Client) | undefined,
): Promise<Client | undefined> {
  if (given === undefined) return undefined;
  if (typeof given === 'function') {
    const made: unknown = given(region);
    const isClient = isRecord(made) && typeof made['send'] === 'function';
    new InputCheck('Ec2WorkerClient').that(
      isClient,
      parameter,
      `a function that gives a client of ${region}`,
      made,
    );
    return made as Client;
  }
  const own = await given.config.region();
  if (own === region) return given;
  throw new InvalidParameterError({
    operation: 'Ec2WorkerClient',
    parameter,
    region,
    expected: `a function of the region, to be used in ${region} too`,
    received: `a client of ${own}`,
  });
}

/** A failure to connect may pass, so the next call tries anew. */
function forgetOnFailure<Connection>(made: Promise<Connection>, forget: () => void): Promise<Connection> {
  made.catch(forget);
  return made;
}
