import type { HostReply } from '../connection/send-request.js';
import { HostFault } from '../failures/host-fault.js';
import type { Scrubber } from '../failures/scrubber.js';
import type { CmlProblemCode } from '../model/cml-problem.js';
import { fieldsOf, textOf } from './fields.js';

const CODES: Readonly<Record<number, CmlProblemCode>> = {
  400: 'BAD_REQUEST',
  401: 'AUTH_REJECTED',
  403: 'NO_PERMISSION',
  404: 'NOT_FOUND',
  405: 'NOT_FOUND',
  409: 'CONFLICT',
  422: 'BAD_REQUEST',
  429: 'AUTH_RATE_LIMITED',
  502: 'GATEWAY',
  503: 'GATEWAY',
  504: 'GATEWAY',
};

/** How long to leave a host alone that does not say for how long. */
const DEFAULT_RETRY_AFTER_SECONDS = 60;

/** Whether a status means that the request was carried out, or accepted. */
export function isAccepted(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The fault that an answer with any other status stands for. `now` is in milliseconds since the epoch. */
export function refusalOf(reply: HostReply, scrubber: Scrubber, now: number): HostFault {
  const { status } = reply;
  const code = CODES[status] ?? (status >= 500 ? 'SERVER_ERROR' : 'NOT_JSON');
  const redirect =
    status >= 300 && status < 400 ? 'it answers with a redirect, which is not followed' : undefined;
  return new HostFault(code, {
    text: redirect ?? describeRefusal(reply, scrubber) ?? `it answers with HTTP ${status}`,
    httpStatus: status,
    ...(status === 429 ? { retryAfterSeconds: retryAfter(reply, now) } : {}),
  });
}

/** What the host says itself; `undefined` if that is a page of its web server. */
function describeRefusal({ body }: HostReply, scrubber: Scrubber): string | undefined {
  try {
    const text = textOf(fieldsOf(JSON.parse(body))['description']);
    return text === undefined ? undefined : `it says "${scrubber.scrub(text)}"`;
  } catch {
    return undefined;
  }
}

function retryAfter({ headers }: HostReply, now: number): number {
  const text = headers['retry-after'] ?? '';
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1_000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : DEFAULT_RETRY_AFTER_SECONDS;
}
