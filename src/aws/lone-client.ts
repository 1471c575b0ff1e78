import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import type { Logger } from '../model/logger.js';
import type { SdkClient } from '../model/sdk-client.js';
import { type Clock, systemClock } from '../time/clock.js';
import { type AwsConnection, connect } from './aws-connection.js';
import { AwsSender } from './aws-sender.js';
import { isReadyHandler } from './request-handler.js';
import { safeLogger } from './safe-logger.js';
import { type SdkClientConfig, sdkClientConfig } from './sdk-client-config.js';

const CONNECT_TIMEOUT_MS = 5_000;
const DEFAULT_MAX_ATTEMPTS = 4;

/** How to talk to a service that is asked for one thing only. */
export interface LoneClientOptions {
  /** A client of the caller's own making, in place of what follows but the attempts, the clock and the logger. */
  readonly client?: SdkClient | undefined;
  /** Default: as the AWS SDK finds it. */
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly credentials?: EC2ClientConfig['credentials'];
  readonly endpoint?: string | undefined;
  readonly requestHandler?: EC2ClientConfig['requestHandler'];
  readonly maxAttempts?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
}

/** A service, and the package that knows it. */
export interface LoneService<Client, Sdk> {
  /** Loads the package. Rejects with what the caller is to be told where it is missing. */
  readonly load: () => Promise<Sdk>;
  readonly make: (sdk: Sdk, config: LoneClientConfig) => Client;
  readonly requestTimeoutMs: number;
}

/** As for other clients; without a region the SDK looks for it. */
export type LoneClientConfig = Omit<SdkClientConfig, 'region'> & { readonly region?: string };

/** The part of an SDK client that is needed here. */
interface RegionalClient {
  readonly config: { readonly region: () => Promise<string> };
  destroy(): void;
}

/** The SDK client of a service beside EC2, made with the first call, and its sender. */
export class LoneClient<Client extends RegionalClient, Sdk> {
  readonly #options: LoneClientOptions;
  readonly #service: LoneService<Client, Sdk>;
  readonly #closing = new AbortController();
  #opening: Promise<AwsSender<Client, Sdk>> | undefined;
  #connection: AwsConnection<Client, Sdk> | undefined;

  constructor(options: LoneClientOptions, service: LoneService<Client, Sdk>) {
    this.#options = options;
    this.#service = service;
  }

  /** What to send with. A failure to make it may pass, so the next call tries anew. */
  open(): Promise<AwsSender<Client, Sdk>> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Ends what is under way, and destroys the client if it was made here. */
  destroy(reason: Error): void {
    this.#closing.abort(reason);
    this.#connection?.destroy();
  }

  async #open(): Promise<AwsSender<Client, Sdk>> {
    const { requestHandler, maxAttempts = DEFAULT_MAX_ATTEMPTS, logger, clock = systemClock } = this.#options;
    const { load, make } = this.#service;
    const sdk = await load();
    const given = this.#options.client as Client | undefined;
    const client = given ?? make(sdk, this.#config());
    const region = await client.config.region();
    const connection = connect(client, sdk, {
      handedIn: given !== undefined,
      ownTime: clock !== systemClock,
      now: () => clock.now(),
      sharedHandler: isReadyHandler(requestHandler),
    });
    this.#connection = connection;
    const closing = this.#closing.signal;
    return new AwsSender({
      ...{ region, maxAttempts, clock, closing },
      logger: logger === undefined ? undefined : safeLogger(logger),
      connect: () => Promise.resolve(connection),
    });
  }

  #config(): LoneClientConfig {
    const { region = '', profile, credentials, endpoint, requestHandler } = this.#options;
    const { requestTimeoutMs } = this.#service;
    const timeouts = { connectTimeoutMs: CONNECT_TIMEOUT_MS, requestTimeoutMs };
    const settings = { region, profile, credentials, endpoint, requestHandler, ...timeouts };
    const { region: _, ...config } = sdkClientConfig(settings);
    return region === '' ? config : { ...config, region };
  }
}
