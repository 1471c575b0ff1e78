/** An SDK client in use, with its package, whose commands it takes. */
export interface AwsConnection<Client, Sdk> {
  readonly client: Client;
  readonly sdk: Sdk;
  /** Whether the caller made the client: then it keeps its own retries, and is never destroyed by us. */
  readonly handedIn: boolean;
  /** Lets the next request be signed with our clock's time, where that is not the machine's. */
  prepare(): void;
  /** Asks the credential provider for fresh credentials, even if it thinks that it has good ones. */
  refreshCredentials(): Promise<void>;
  destroy(): void;
}

/** The parts of a resolved SDK configuration that the SDK keeps in every client, old or new. */
interface SigningConfig {
  systemClockOffset?: number;
  credentials?: unknown;
}

/** The part of an SDK client that a connection needs. */
interface ConnectableClient {
  readonly config: unknown;
  destroy(): void;
}

/** Whose client it is, and what keeps the time. */
export interface ConnectionTraits {
  readonly handedIn: boolean;
  /** Whether {@link ConnectionTraits.now} is something else than the machine's time. */
  readonly ownTime: boolean;
  readonly now: () => number;
  /** Whether the request handler is the caller's, so that destroying the client would take it away. */
  readonly sharedHandler: boolean;
}

/**
 * Sets the time of signing to our clock's, and keeps what the SDK has learnt from the dates of AWS's replies since
 * it was set last: that our clock is not AWS's.
 */
function signingClock(config: SigningConfig, now: () => number): () => void {
  let written: number | undefined;
  let correction = 0;
  return () => {
    const { systemClockOffset = 0 } = config;
    if (written !== undefined) correction += systemClockOffset - written;
    written = now() - Date.now() + correction;
    config.systemClockOffset = written;
  };
}

/** Puts an SDK client and its package together. */
export function connect<Client extends ConnectableClient, Sdk>(
  client: Client,
  sdk: Sdk,
  traits: ConnectionTraits,
): AwsConnection<Client, Sdk> {
  const config = client.config as SigningConfig;
  return {
    client,
    sdk,
    handedIn: traits.handedIn,
    prepare: traits.ownTime && !traits.handedIn ? signingClock(config, traits.now) : () => undefined,
    refreshCredentials: async (): Promise<void> => {
      const provider = config.credentials;
      if (typeof provider !== 'function') return;
      await (provider as (options: { forceRefresh: boolean }) => Promise<unknown>)({ forceRefresh: true });
    },
    destroy: (): void => {
      if (!traits.handedIn && !traits.sharedHandler) client.destroy();
    },
  };
}
