import type { Clock } from '../time/clock.js';
import { write } from './call-guard.js';
import type { CmlHostClientOptions } from './cml-host-client-options.js';
import { beforePort, HostAddress } from './connection/host-address.js';
import { HostConnection } from './connection/host-connection.js';
import { Scrubber } from './failures/scrubber.js';
import { HostCaller } from './host-caller.js';
import { HostSession } from './session/host-session.js';

/** Everything between a client and its host. */
export interface HostLink {
  readonly clock: Clock;
  readonly caller: HostCaller;
  readonly connection: HostConnection;
  readonly addresses: HostAddress;
  readonly session: HostSession;
  readonly scrubber: Scrubber;
  readonly httpsPort: number;
  readonly apiPort: number;
  /** Address and port as far as known, for messages. */
  readonly name: () => string | undefined;
  /** Logs out and closes the connections; it never fails. */
  readonly close: () => Promise<void>;
}

const HTTPS = 443;

/** How often a look at the host is taken at most in one call. */
const ATTEMPTS = 3;

/** Joins the parts. */
export function linkHost(options: CmlHostClientOptions, clock: Clock): HostLink {
  const { settings = {}, logger } = options;
  const httpsPort = options.port ?? settings.httpsPort ?? settings.apiPort ?? HTTPS;
  const apiPort = options.port ?? settings.apiPort ?? httpsPort;
  const scrubber = new Scrubber();
  const addresses = new HostAddress(options.host);
  const connection = new HostConnection({
    clock,
    tls: options.tls ?? { mode: 'system' },
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    tlsTimeoutMs: options.tlsTimeoutMs ?? 5_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    maxBodyBytes: options.maxBodyBytes ?? 16 * 1_024 * 1_024,
  });
  const session = new HostSession({ connection, clock, scrubber, port: apiPort }, options.credentials);
  const name = (): string | undefined =>
    addresses.known === undefined ? undefined : `${beforePort(addresses.known)}:${apiPort}`;
  const caller = new HostCaller({
    clock,
    connection,
    addresses,
    session,
    scrubber,
    port: apiPort,
    attempts: ATTEMPTS,
    onRetry: ({ code, text, httpStatus }, attempt) => {
      write(logger, 'warn', `a request to ${name()} is sent again: ${text}`, { code, httpStatus, attempt });
    },
  });
  const link = { clock, caller, connection, addresses, session, scrubber, httpsPort, apiPort, name };
  return { ...link, close: () => close(link) };
}

async function close({ caller, connection, session }: Omit<HostLink, 'close'>): Promise<void> {
  const account = session.current;
  try {
    // What is not ours to end, such as a token that was handed in, others may still use.
    if (account?.isOwn === true) await caller.logOut(account);
  } catch {
    // The token runs out by itself.
  } finally {
    if (account !== undefined) session.renounce(account);
    connection.close();
  }
}
