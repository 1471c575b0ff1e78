import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import { openSocket, type SocketTarget, type SocketTraits } from './open-socket.js';

/** A connection that nothing is sent on is closed after this long: sooner than a server is likely to. */
const IDLE_MS = 4_000;

/** What a request tells the agent besides where it goes. */
export interface SocketRequest {
  readonly target: SocketTarget;
  readonly traits: SocketTraits;
}

/** The options of a request that goes through a {@link HostAgent}. */
export type HostRequestArgs = ClientRequestArgs & { readonly socketRequest: SocketRequest };

/** Gives Node's HTTP client connections that were opened, and checked, by us, and keeps them for the next request. */
export class HostAgent extends Agent {
  constructor() {
    super({ keepAlive: true, timeout: IDLE_MS });
  }

  /** Called by Node for a request that finds no free connection. */
  override createConnection(
    options: ClientRequestArgs,
    onCreated?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const { target, traits } = (options as HostRequestArgs).socketRequest;
    openSocket(target, traits).then(
      (socket) => onCreated?.(null, socket),
      (error: unknown) => (onCreated as ((error: Error) => void) | undefined)?.(error as Error),
    );
  }
}
