import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { HostFault } from '../failures/host-fault.js';
import { beforePort } from './host-address.js';
import type { HostAgent, HostRequestArgs, SocketRequest } from './host-agent.js';
import { toHostFault } from './socket-fault.js';

// Taken at load: the network goes by real time, also where a test has replaced the global timers.
const { setTimeout: startTimer, clearTimeout: stopTimer, performance } = globalThis;

/** One request, and the limits of its answer. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly socket: SocketRequest;
}

/** What came back. */
export interface HostReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** From sending to the last byte, in milliseconds of real time. */
  readonly httpMs: number;
}

/**
 * Sends a request and reads its whole answer, within its limits. A redirect is an answer like any other: it is
 * not followed.
 */
export function sendRequest(agent: HostAgent, wire: WireRequest): Promise<HostReply> {
  const { signal, address, port } = wire.socket.target;
  return new Promise((resolve, reject) => {
    let sentAt = performance.now();
    let timer: ReturnType<typeof startTimer> | undefined;
    const letGo = (): void => {
      stopTimer(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (error: Error): void => {
      letGo();
      reject(error);
      outgoing.destroy();
    };
    const onAbort = (): void => {
      fail(signal?.reason as Error);
    };
    const options: HostRequestArgs = {
      agent,
      host: address,
      port,
      method: wire.method,
      path: wire.path,
      headers: headersOf(wire),
      socketRequest: wire.socket,
    };
    const outgoing: ClientRequest = request(options);
    outgoing.once('socket', () => {
      sentAt = performance.now();
      timer = startTimer(() => {
        fail(new HostFault('TIMEOUT', { text: `no whole answer within ${wire.timeoutMs} ms` }));
      }, wire.timeoutMs);
    });
    outgoing.on('error', (error) => {
      fail(toHostFault(error, 'http'));
    });
    outgoing.once('response', (incoming) => {
      readBody(incoming, wire.maxBodyBytes).then((body) => {
        letGo();
        const { statusCode = 0, headers } = incoming;
        resolve({ status: statusCode, headers, body, httpMs: performance.now() - sentAt });
      }, fail);
    });
    if (signal?.aborted === true) onAbort();
    else {
      signal?.addEventListener('abort', onAbort, { once: true });
      outgoing.end(wire.body);
    }
  });
}

function headersOf({ headers, body, socket }: WireRequest): Record<string, string> {
  const { address, port } = socket.target;
  const name = beforePort(address);
  return {
    host: port === 443 ? name : `${name}:${port}`,
    accept: 'application/json',
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
}

async function readBody(incoming: IncomingMessage, maxBodyBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBodyBytes) {
        throw new HostFault('TOO_LARGE', { text: `the answer is larger than ${maxBodyBytes} bytes` });
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw toHostFault(error, 'http');
  }
  return Buffer.concat(chunks).toString('utf8');
}
