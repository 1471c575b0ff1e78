import type { Logger } from '../model/logger.js';
import type { Clock } from '../time/clock.js';
import type { CmlHostSettings } from './cml-host-settings.js';
import type { CmlTls } from './connection/tls-options.js';
import type { CmlCredentials } from './session/cml-credentials.js';

/** Which CML host to call, and how. */
export interface CmlHostClientOptions {
  /**
   * A host name or an address, without scheme and port; or a function that gives one, which is asked again once
   * the connection was lost: a public address changes when an instance is stopped and started. What the function
   * throws ends the call with a `NetworkError`; an error of this package comes out as it is, and is waited out if it
   * is `retryable`.
   */
  readonly host: string | (() => string | Promise<string>);
  /** The port of everything. Default: those of the settings, else 443. */
  readonly port?: number | undefined;
  /** Whom to trust. Default `{ mode: 'system' }`. */
  readonly tls?: CmlTls | undefined;
  /**
   * Who logs in; a function is asked at each login, and what it throws ends the call with an `AuthenticationError`.
   * Default: nobody, and then there is only what anybody may see: `probe` and `waitUntilReady`.
   */
  readonly credentials?: CmlCredentials | (() => CmlCredentials | Promise<CmlCredentials>) | undefined;
  /** The group `cml` of the worker settings. What is given beside it wins. Default: none. */
  readonly settings?: CmlHostSettings | undefined;
  /** How long a TCP connection may take, in milliseconds of real time, above 0. Default 5,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long a TLS handshake may take, in milliseconds of real time, above 0. Default 5,000. */
  readonly tlsTimeoutMs?: number | undefined;
  /** How long an answer may take to its last byte, in milliseconds of real time, above 0. Default 15,000. */
  readonly requestTimeoutMs?: number | undefined;
  /** The same for giving a licence back, which asks Cisco. Default 60,000. */
  readonly deregisterTimeoutMs?: number | undefined;
  /** The largest answer that is read, in bytes, above 0. Default 16 MiB, which is many thousand telemetry events. */
  readonly maxBodyBytes?: number | undefined;
  /** The EC2 instance that the host is, for errors to name. Default: none. */
  readonly instance?: CmlInstance | undefined;
  /** Where to write what is done: requests that are sent again, calls that failed. Default: nowhere. */
  readonly logger?: Logger | undefined;
  /**
   * What keeps the time of waits, of pauses between attempts and of the life of tokens. Default: the machine's
   * clock.
   */
  readonly clock?: Clock | undefined;
}

/** The EC2 instance that a host is. */
export interface CmlInstance {
  /** Such as `i-0123456789abcdef0`. */
  readonly instanceId: string;
  /** Such as `us-east-1`. */
  readonly region?: string | undefined;
}
