import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../time/clock.js';
import type { WireOutcome, WireRequest } from '../wire/messages.js';
import { decodeRequest } from './decode-request.js';

/** A simulated AWS that listens. */
export interface SimulatedAwsServer {
  /** Such as `http://127.0.0.1:40123`: the endpoint to give to clients of every service. */
  readonly url: string;
  /** Stops listening and breaks the connections that are open. */
  readonly close: () => Promise<void>;
}

/** What a server hands requests to, and how long these are on their way. */
export interface ServerParts {
  readonly clock: Clock;
  readonly latencyMs: number;
  readonly handle: (request: WireRequest) => WireOutcome;
}

/** Serves on 127.0.0.1; port 0 takes any free one. */
export async function listenLocally(parts: ServerParts, port: number): Promise<SimulatedAwsServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(parts, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function answer(
  { clock, latencyMs, handle }: ServerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
    const headers = headersOf(incoming);
    const request = decodeRequest({ path: incoming.url ?? '/', headers, bytes: Buffer.concat(chunks) });
    if (latencyMs > 0) await clock.sleep(latencyMs);
    send(handle(request), incoming, outgoing);
  } catch (error) {
    // A caller that went away wants no answer; a mistake of the simulator must not look like a hang.
    outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
  }
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return headers;
}

function send(outcome: WireOutcome, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (outcome === 'stall') return;
  if (outcome === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  const length = String(Buffer.byteLength(outcome.body));
  outgoing.writeHead(outcome.statusCode, { ...outcome.headers, 'content-length': length }).end(outcome.body);
}
