import type { Clock } from '../time/clock.js';
import { fieldsOf, flagOf } from './answers/fields.js';
import { readJson } from './answers/read-json.js';
import { isAccepted, refusalOf } from './answers/refusal.js';
import type { HostAddress } from './connection/host-address.js';
import type { HostConnection, HostRequest } from './connection/host-connection.js';
import type { SocketTraits } from './connection/open-socket.js';
import type { HostReply } from './connection/send-request.js';
import { isConnectionLoss } from './connection/socket-fault.js';
import { HostFault } from './failures/host-fault.js';
import type { Scrubber } from './failures/scrubber.js';
import type { Account } from './session/account.js';
import type { HostSession } from './session/host-session.js';

/** What a caller works with. */
export interface CallerParts {
  readonly clock: Clock;
  readonly connection: HostConnection;
  readonly addresses: HostAddress;
  readonly session: HostSession;
  readonly scrubber: Scrubber;
  readonly port: number;
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** Told of each request that is about to be sent again. */
  readonly onRetry: (fault: HostFault, attempt: number) => void;
}

/** A request to the API. */
export interface ApiRequest extends Pick<HostRequest, 'path' | 'body' | 'timeoutMs'> {
  /** Default `GET`. */
  readonly method?: HostRequest['method'] | undefined;
  /** Whether it needs no login. Default `false`. */
  readonly isPublic?: boolean | undefined;
}

/** The pause before the second attempt, in milliseconds; it doubles with each. */
const FIRST_PAUSE_MS = 500;

/** One try of a request, and how far it came. */
interface Attempt {
  readonly request: ApiRequest;
  readonly signal: AbortSignal | undefined;
  readonly traits: SocketTraits | undefined;
  address?: string;
  isSent: boolean;
}

/** Calls the API: logged in where need be, again where that does no harm. */
export class HostCaller {
  readonly #parts: CallerParts;

  constructor(parts: CallerParts) {
    this.#parts = parts;
  }

  /** The same for a single look: a connection of its own, and no second attempt. */
  once(connection: HostConnection, port: number): HostCaller {
    return new HostCaller({ ...this.#parts, connection, port, attempts: 1 });
  }

  /** Reads what a path has. @throws HostFault for anything but JSON with a good status. */
  async read(path: string, signal: AbortSignal | undefined, isPublic = false): Promise<unknown> {
    const reply = await this.send({ path, isPublic }, signal);
    if (isAccepted(reply.status)) return readJson(reply);
    throw await this.refusal(reply, signal);
  }

  /** Who we are, logged in if need be. */
  async account(signal: AbortSignal | undefined): Promise<Account> {
    const { addresses, session } = this.#parts;
    return await session.account(await addresses.current(signal), signal);
  }

  /** Sends a request. @returns Any answer but that of a web server whose services are not up. */
  async send(
    request: ApiRequest,
    signal: AbortSignal | undefined,
    traits?: SocketTraits,
  ): Promise<HostReply> {
    const { clock, attempts, onRetry } = this.#parts;
    for (let number = 1; ; number += 1) {
      const attempt: Attempt = { request, signal, traits, isSent: false };
      try {
        return await this.#try(attempt);
      } catch (thrown) {
        if (!(thrown instanceof HostFault)) throw thrown;
        this.#leaveLostAddress(thrown, attempt);
        if (number >= attempts || !(await this.#mayRepeat(thrown, attempt))) throw thrown;
        onRetry(thrown, number);
        await clock.sleep(FIRST_PAUSE_MS * 2 ** (number - 1), signal);
      }
    }
  }

  /** Ends an account's session, if it has one: with its own token, at its own address, once. */
  async logOut({ token, address }: Account): Promise<void> {
    const { connection, port } = this.#parts;
    await connection.send({ method: 'DELETE', path: '/logout', address, port, token, signal: undefined });
  }

  /** The fault that an answer stands for. A 403 may be the doing of maintenance mode, which anybody may ask for. */
  async refusal(reply: HostReply, signal: AbortSignal | undefined): Promise<HostFault> {
    const { scrubber, clock } = this.#parts;
    const fault = refusalOf(reply, scrubber, clock.now());
    if (fault.code !== 'NO_PERMISSION' || !(await this.#isInMaintenance(signal))) return fault;
    const { httpStatus } = fault;
    return new HostFault('MAINTENANCE', { text: 'the host is in maintenance mode', httpStatus });
  }

  async #try(attempt: Attempt): Promise<HostReply> {
    const { addresses, session } = this.#parts;
    const { request, signal } = attempt;
    const address = await addresses.current(signal);
    attempt.address = address;
    if (request.isPublic === true) return await this.#sendOnce(attempt, address);
    const account = await session.account(address, signal);
    const reply = await this.#sendOnce(attempt, address, account.token);
    if (reply.status !== 401) return reply;
    // The token may have been revoked, or the host restarted: once more with another, if there is one.
    session.renounce(account);
    const renewed = await session.account(address, signal);
    return renewed.token === account.token ? reply : await this.#sendOnce(attempt, address, renewed.token);
  }

  async #sendOnce(attempt: Attempt, address: string, token?: string): Promise<HostReply> {
    const { connection, port, scrubber, clock } = this.#parts;
    const { request, signal, traits } = attempt;
    const { method = 'GET', path, body, timeoutMs } = request;
    attempt.isSent = true;
    const reply = await connection.send(
      { method, path, address, port, token, body, timeoutMs, signal },
      traits,
    );
    const fault = isAccepted(reply.status) ? undefined : refusalOf(reply, scrubber, clock.now());
    if (fault?.code === 'GATEWAY') throw fault;
    return reply;
  }

  #leaveLostAddress(fault: HostFault, { address }: Attempt): void {
    if (address !== undefined && isConnectionLoss(fault)) this.#parts.addresses.forget(address);
  }

  /** A change is sent again only if it was not sent before; a look may be taken again. */
  async #mayRepeat(fault: HostFault, { request, isSent, address, signal }: Attempt): Promise<boolean> {
    const isHarmless = (request.method ?? 'GET') === 'GET' || !isSent || fault.stage !== 'http';
    if (!isHarmless || !(isConnectionLoss(fault) || fault.code === 'GATEWAY')) return false;
    // Where a whole time limit went by, the same address gets no second one.
    return fault.code !== 'TIMEOUT' || (await this.#parts.addresses.current(signal)) !== address;
  }

  async #isInMaintenance(signal: AbortSignal | undefined): Promise<boolean> {
    try {
      const { connection, port } = this.#parts;
      const fields = fieldsOf(
        await this.once(connection, port).read('/system/maintenance_mode', signal, true),
      );
      return flagOf(fields['maintenance_mode']) === true;
    } catch {
      signal?.throwIfAborted();
      return false;
    }
  }
}
