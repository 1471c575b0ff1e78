import type { Clock } from '../../time/clock.js';
import { HostAgent } from './host-agent.js';
import type { SocketTraits } from './open-socket.js';
import { type HostReply, sendRequest, type WireRequest } from './send-request.js';
import type { CmlTls } from './tls-options.js';

/** How to connect, and the limits of it. */
export interface ConnectionOptions {
  readonly tls: CmlTls;
  readonly connectTimeoutMs: number;
  readonly tlsTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly clock: Clock;
}

/** A request as the rest of the room makes it. */
export interface HostRequest {
  readonly method: WireRequest['method'];
  /** Below `/api/v0`, with the query. */
  readonly path: string;
  readonly address: string;
  readonly port: number;
  /** Sent as the bearer of the call. */
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default: that of the connection. */
  readonly timeoutMs?: number | undefined;
  readonly signal: AbortSignal | undefined;
}

const BASE_PATH = '/api/v0';

/** How we name ourselves to the host, beside Cisco's own clients. */
const CLIENT_NAME = 'ec2-worker-client';

/** The connections to a host. The limits of what goes over them are in real time, whatever the clock. */
export class HostConnection {
  readonly #options: ConnectionOptions;
  readonly #agent = new HostAgent();

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Another one, which has to connect anew. */
  fresh(): HostConnection {
    return new HostConnection(this.#options);
  }

  /**
   * Sends a request. `traits` is filled with what is learnt of a connection that has to be made for it, also
   * when that fails.
   */
  async send(request: HostRequest, traits: SocketTraits = {}): Promise<HostReply> {
    const { tls, connectTimeoutMs, tlsTimeoutMs, requestTimeoutMs, maxBodyBytes, clock } = this.#options;
    const { address, port, signal, token, body } = request;
    signal?.throwIfAborted();
    // Simulated time stands still while real packets are on their way.
    const letTimeMove = clock.hold?.();
    try {
      return await sendRequest(this.#agent, {
        method: request.method,
        path: `${BASE_PATH}${request.path}`,
        headers: {
          'x-cml-client': CLIENT_NAME,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        timeoutMs: request.timeoutMs ?? requestTimeoutMs,
        maxBodyBytes,
        socket: { target: { address, port, tls, connectTimeoutMs, tlsTimeoutMs, signal }, traits },
      });
    } finally {
      letTimeMove?.();
    }
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy();
  }
}
