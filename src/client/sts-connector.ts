import { connect } from '../aws/aws-connection.js';
import { isReadyHandler } from '../aws/request-handler.js';
import { type SdkClientSettings, sdkClientConfig } from '../aws/sdk-client-config.js';
import type { Ec2Connection } from '../ec2/ec2-connection.js';
import { partitionOf } from '../model/aws-partition.js';
import { loadStsSdk, type StsConnection } from '../sts/sts-connection.js';
import { systemClock } from '../time/clock.js';
import type { ClientCredentials } from './client-credentials.js';
import type { SessionOptions } from './session-options.js';

/** Longer than STS ever takes: what it is asked for is never worth a long wait. */
const LONGEST_REQUEST_MS = 5_000;

/** How a session comes by an STS client: with the first question, and with the identity of its EC2 client. */
export class StsConnector {
  readonly #options: SessionOptions;
  readonly #credentials: ClientCredentials;
  readonly #ec2: () => Promise<Ec2Connection>;
  #made: Promise<StsConnection> | undefined;

  constructor(options: SessionOptions, credentials: ClientCredentials, ec2: () => Promise<Ec2Connection>) {
    this.#options = options;
    this.#credentials = credentials;
    this.#ec2 = ec2;
  }

  connect(): Promise<StsConnection> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  destroy(): void {
    this.#made?.then(
      (connection) => {
        connection.destroy();
      },
      () => undefined,
    );
  }

  async #make(): Promise<StsConnection> {
    const { clock, endpoints, requestTimeoutMs, ...options } = this.#options;
    const sdk = await loadStsSdk('Asking AWS who is calling');
    const identity = await this.#identity();
    const requestHandler = identity.requestHandler ?? options.requestHandler;
    const config = sdkClientConfig({
      ...options,
      ...identity,
      // Of a region that the account has not opted in to, STS there would know nobody.
      region: partitionOf(options.region).mainRegion,
      endpoint: endpoints.sts,
      requestTimeoutMs: Math.min(requestTimeoutMs, LONGEST_REQUEST_MS),
      requestHandler,
    });
    return connect(new sdk.STSClient(config), sdk, {
      handedIn: false,
      ownTime: clock !== systemClock,
      now: () => clock.now(),
      sharedHandler: isReadyHandler(requestHandler),
    });
  }

  /** A client that was handed in is asked for the credentials, and the way to AWS, that it has. */
  async #identity(): Promise<Partial<Pick<SdkClientSettings, 'credentials' | 'requestHandler'>>> {
    const { ec2, requestHandler } = this.#options;
    if (ec2 === undefined) {
      const credentials = await this.#credentials.get();
      return credentials === undefined ? {} : { credentials };
    }
    const { config } = (await this.#ec2()).client;
    const { credentials } = config as Pick<SdkClientSettings, 'credentials'>;
    return {
      ...(credentials === undefined ? {} : { credentials }),
      requestHandler: requestHandler ?? config.requestHandler,
    };
  }
}
