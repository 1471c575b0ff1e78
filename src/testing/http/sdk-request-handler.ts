import { type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { Clock } from '../../time/clock.js';
import { isUnknownHost } from '../regions.js';
import type { WireOutcome, WireRequest } from '../wire/messages.js';
import { decodeRequest } from './decode-request.js';

/** What the request handler needs of the simulated AWS. */
export interface RequestHandlerParts {
  readonly clock: Clock;
  readonly latencyMs: number;
  /** Keeps simulated time from moving until the returned function is called. */
  readonly hold: () => () => void;
  readonly handle: (request: WireRequest) => WireOutcome;
}

type HandlerOptions = NonNullable<Parameters<HttpHandler['handle']>[1]>;

// Taken at load: a test framework's fake timers must not stop the simulated network.
const { setImmediate: nextTurn } = globalThis;

/** Makes the handler that takes the place of the network under an SDK client. */
export function createRequestHandler(parts: RequestHandlerParts): HttpHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request, options = {}) => respond(parts, request, options),
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

async function respond(
  parts: RequestHandlerParts,
  request: HttpRequest,
  options: HandlerOptions,
): Promise<{ response: HttpResponse }> {
  refuseAborted(options);
  await travel(parts, options);
  const release = parts.hold();
  try {
    // A real network never answers in the same turn: callers rely on the time to send more, or to abort.
    await new Promise<void>((resolve) => {
      nextTurn(resolve);
    });
    refuseAborted(options);
    if (isUnknownHost(request.hostname)) throw unknownHost(request.hostname);
    const outcome = parts.handle(readRequest(request));
    if (outcome === 'reset') throw connectionReset();
    if (outcome !== 'stall') return { response: toResponse(outcome) };
  } finally {
    release();
  }
  return stall(parts.clock, options);
}

/** Lets simulated time pass, where it takes a request some to arrive. */
async function travel({ clock, latencyMs }: RequestHandlerParts, options: HandlerOptions): Promise<void> {
  if (latencyMs === 0) return;
  const { abortSignal } = options;
  try {
    await clock.sleep(latencyMs, abortSignal instanceof AbortSignal ? abortSignal : undefined);
  } catch {
    throw aborted();
  }
}

function readRequest(request: HttpRequest): WireRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const body: unknown = request.body;
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : '');
  return decodeRequest({ path: request.path, headers, bytes });
}

function toResponse(outcome: Exclude<WireOutcome, string>): HttpResponse {
  return new HttpResponse({
    statusCode: outcome.statusCode,
    headers: { ...outcome.headers },
    body: Buffer.from(outcome.body),
  });
}

/** Never answers; the caller's abort or, by the simulated clock, its request timeout ends the wait. */
function stall(clock: Clock, options: HandlerOptions): Promise<never> {
  return new Promise((_, reject) => {
    const { abortSignal, requestTimeout = 0 } = options;
    const timer = new AbortController();
    const onAbort = (): void => {
      timer.abort();
      reject(aborted());
    };
    if (abortSignal instanceof AbortSignal) abortSignal.addEventListener('abort', onAbort, { once: true });
    if (requestTimeout > 0) {
      clock.sleep(requestTimeout, timer.signal).then(
        () => {
          reject(timedOut(requestTimeout));
        },
        () => undefined,
      );
    }
  });
}

function refuseAborted(options: HandlerOptions): void {
  if (options.abortSignal?.aborted === true) throw aborted();
}

// The errors below have the names and codes that the SDK's own Node handler gives them.

function aborted(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}

function unknownHost(hostname: string): Error {
  const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
  return Object.assign(error, { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname });
}

function connectionReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { name: 'TimeoutError', code: 'ECONNRESET' });
}

function timedOut(milliseconds: number): Error {
  return Object.assign(new Error(`Request did not complete within ${milliseconds} ms`), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });
}
