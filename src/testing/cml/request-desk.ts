import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../time/clock.js';
import { type ApiCall, type ApiReply, page, refuse } from './api/api-reply.js';
import type { CmlApi } from './api/cml-api.js';
import type { SimulatedCmlPhase } from './phase.js';
import { CmlFaultPlan, type SimulatedCmlFault } from './simulated-cml-fault.js';
import type { SimulatedCmlBehavior } from './simulated-cml-host-options.js';
import type { SimulatedCmlRequest } from './simulated-cml-request.js';

const BASE_PATH = '/api/v0';

/** What a desk works with. */
export interface DeskParts {
  readonly clock: Clock;
  readonly api: CmlApi;
  readonly behavior: () => SimulatedCmlBehavior;
  readonly phase: () => SimulatedCmlPhase;
}

/** What becomes of a request: an answer, or what happens in place of one. */
type Outcome = { readonly reply: ApiReply; readonly isTruncated?: boolean } | 'stall' | 'reset';

/** Takes the requests to a simulated host: lets its phase and planned faults have their way, and keeps the log. */
export class RequestDesk {
  readonly faults: CmlFaultPlan = new CmlFaultPlan();
  readonly #parts: DeskParts;
  #requests: SimulatedCmlRequest[] = [];

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  get requests(): readonly SimulatedCmlRequest[] {
    return this.#requests;
  }

  clearRequests(): void {
    this.#requests = [];
  }

  handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    readText(incoming)
      .then((text) => {
        const call = toCall(incoming, text);
        const outcome = this.#decide(call);
        this.#log(call, outcome);
        send(outcome, incoming, outgoing);
      })
      // A client that broke off wants no answer; a request or a fault that makes no sense must not look like a hang.
      .catch((error: unknown) => {
        outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
      });
  }

  #decide(call: ApiCall): Outcome {
    const { api, behavior, phase } = this.#parts;
    const early = answerBefore(phase());
    if (early !== undefined) return early;
    const fault = this.faults.take(call.method, call.path);
    if (fault !== undefined && fault.effect !== 'lost-reply' && fault.effect !== 'truncated') {
      return answerWith(fault);
    }
    const reply = api.answer(call, { behavior: behavior(), isReady: phase() === 'ready' });
    if (reply === undefined) return 'stall';
    if (fault?.effect === 'lost-reply') return 'reset';
    return { reply, isTruncated: fault?.effect === 'truncated' };
  }

  #log({ method, path, query, token, body }: ApiCall, outcome: Outcome): void {
    this.#requests.push({
      method,
      path,
      query: query.toString(),
      authenticated: token !== undefined,
      body: withoutSecrets(body),
      at: this.#parts.clock.now(),
      status: typeof outcome === 'string' ? undefined : outcome.reply.status,
    });
  }
}

/** What answers in place of the API. */
function answerBefore(phase: SimulatedCmlPhase): Outcome | undefined {
  switch (phase) {
    case 'ready':
    case 'not-ready':
      return undefined;
    case '502':
      return { reply: page(502, '502 Bad Gateway') };
    case '503':
      return { reply: page(503, '503 Service Temporarily Unavailable') };
    case '504':
      return { reply: page(504, '504 Gateway Time-out') };
    case 'not-found':
      return { reply: page(404, '404 Not Found') };
    case 'not-json':
      return { reply: page(200, 'Welcome to nginx!') };
    case 'redirect':
      return { reply: page(301, '301 Moved Permanently', { location: 'https://127.0.0.1:1/' }) };
    default:
      return 'stall';
  }
}

function answerWith({ effect, status = 500, body, headers }: SimulatedCmlFault): Outcome {
  if (effect === 'reset' || effect === 'stall') return effect;
  const usual = refuse(status, `A planned fault: ${status}.`);
  return { reply: { status, body: body ?? usual.body, headers } };
}

function toCall(incoming: IncomingMessage, text: string): ApiCall {
  const url = new URL(incoming.url ?? '/', 'https://host');
  const [, token] = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '') ?? [];
  const { method = 'GET' } = incoming;
  const path = url.pathname.startsWith(BASE_PATH) ? url.pathname.slice(BASE_PATH.length) : url.pathname;
  return { method, path, query: url.searchParams, token, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A log of requests may end up in a test's output. */
function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const entries = Object.entries(body).map(([name, value]) =>
    name === 'password' || name === 'token' ? [name, 'redacted'] : [name, value as unknown],
  );
  return Object.fromEntries(entries) as unknown;
}

function send(outcome: Outcome, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (outcome === 'stall') return;
  if (outcome === 'reset') {
    incoming.socket.destroy();
    return;
  }
  const { status, body, headers } = outcome.reply;
  const text =
    body === undefined ? '' : typeof body === 'string' && isPage(headers) ? body : JSON.stringify(body);
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  outgoing.writeHead(status, { ...type, ...headers, 'content-length': String(Buffer.byteLength(text)) });
  if (outcome.isTruncated !== true) {
    outgoing.end(text);
    return;
  }
  outgoing.write(text.slice(0, Math.ceil(text.length / 2)), () => incoming.socket.destroy());
}

function isPage(headers: ApiReply['headers']): boolean {
  return headers?.['content-type']?.startsWith('text/') ?? false;
}
