import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What the network does to a request:
 *
 * - `reset`: the connection breaks before the server hears of the request;
 * - `lost-reply`: the server carries it out, then the connection breaks;
 * - `truncated`: the server carries it out, and the connection breaks in the middle of the reply;
 * - `slow`: the server carries it out, and the reply takes its time;
 * - `stall`: the server carries it out, and no reply ever comes;
 * - `html-502`: a gateway cannot reach the server;
 * - `html-200`: a captive portal answers in the server's place.
 */
export type ProxyFault = 'reset' | 'lost-reply' | 'truncated' | 'slow' | 'stall' | 'html-502' | 'html-200';

/** A fault to come: for the next `times` requests (default 1), or those of one action. */
interface PlannedFault {
  readonly fault: ProxyFault;
  readonly action?: string;
  times: number;
}

/** A request that came by. */
export interface ProxiedRequest {
  readonly action: string;
  readonly clientToken: string | null;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const SLOW_MS = 200;
const HTML = { 'content-type': 'text/html' };

/** An HTTP proxy on 127.0.0.1 that spoils what it is told to spoil. */
export class FaultProxy {
  readonly requests: ProxiedRequest[] = [];
  readonly #upstream: string;
  readonly #server = createServer((incoming, outgoing) => void this.#handle(incoming, outgoing));
  readonly #sockets = new Set<Socket>();
  #planned: PlannedFault[] = [];

  private constructor(upstream: string) {
    this.#upstream = upstream;
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  static async listen(upstream: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The connections that callers hold open. */
  get openConnections(): number {
    return this.#sockets.size;
  }

  plan(fault: ProxyFault, { times = 1, action }: { times?: number; action?: string } = {}): void {
    this.#planned.push({ fault, times, ...(action === undefined ? {} : { action }) });
  }

  /** Forgets what was planned and what came by. */
  clear(): void {
    this.#planned = [];
    this.requests.length = 0;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const seen = readRequest(incoming.headers, body);
    this.requests.push(seen);
    const fault = this.#take(seen.action);
    if (fault === 'reset') incoming.socket.resetAndDestroy();
    else if (fault === 'html-502') outgoing.writeHead(502, HTML).end('<html><h1>Bad Gateway</h1></html>');
    else if (fault === 'html-200') outgoing.writeHead(200, HTML).end('<html><h1>Welcome!</h1></html>');
    else {
      const reply = await forward(this.#upstream, incoming.headers, body);
      if (fault === 'slow') await sleep(SLOW_MS);
      answer(reply, fault, outgoing);
    }
  }

  #take(action: string): ProxyFault | undefined {
    const next = this.#planned.find((planned) => planned.action === undefined || planned.action === action);
    if (next === undefined) return undefined;
    next.times -= 1;
    if (next.times === 0) this.#planned = this.#planned.filter((planned) => planned !== next);
    return next.fault;
  }
}

function answer(reply: Reply, fault: ProxyFault | undefined, outgoing: ServerResponse): void {
  if (fault === 'stall') return;
  if (fault === 'lost-reply') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
  if (fault !== 'truncated') {
    outgoing.end(reply.body);
    return;
  }
  outgoing.write(reply.body.subarray(0, reply.body.length / 2), () => {
    outgoing.socket?.end();
  });
}

/** Query requests name their action in the body, CloudWatch's JSON names it in a header. */
function readRequest(headers: IncomingHttpHeaders, body: Buffer): ProxiedRequest {
  const target = String(headers['x-amz-target'] ?? '');
  const form = new URLSearchParams(target === '' ? body.toString() : '');
  return {
    action: form.get('Action') ?? target.slice(target.indexOf('.') + 1),
    clientToken: form.get('ClientToken'),
  };
}

/** Over a connection of its own, so that the upstream side never adds to the open ones for long. */
function forward(upstream: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(upstream, { method: 'POST', headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.once('error', reject).end(body);
  });
}
