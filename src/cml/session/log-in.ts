import type { Clock } from '../../time/clock.js';
import { fieldsOf, flagOf, textOf } from '../answers/fields.js';
import { readJson } from '../answers/read-json.js';
import { isAccepted, refusalOf } from '../answers/refusal.js';
import type { HostConnection } from '../connection/host-connection.js';
import type { HostReply } from '../connection/send-request.js';
import { HostFault } from '../failures/host-fault.js';
import type { Scrubber } from '../failures/scrubber.js';
import { type Account, accountOf } from './account.js';
import type { CmlUserCredentials } from './cml-credentials.js';

/** What a login works with. */
export interface LoginParts {
  readonly connection: HostConnection;
  readonly clock: Clock;
  readonly scrubber: Scrubber;
  readonly port: number;
}

/**
 * Logs a user in, once. The extended call tells who we are and whether we are an admin; a host that does not have
 * it gives a bare token.
 *
 * @throws HostFault `AUTH_REJECTED`, `AUTH_RATE_LIMITED`, or of the connection.
 */
export async function logIn(
  parts: LoginParts,
  { username, password }: CmlUserCredentials,
  address: string,
  signal: AbortSignal,
): Promise<Account> {
  const { connection, port } = parts;
  const post = (path: string): Promise<HostReply> =>
    connection.send({ method: 'POST', path, address, port, body: { username, password }, signal });

  const extended = await post('/auth_extended');
  if (extended.status !== 404 && extended.status !== 405) return readExtended(parts, extended, address);
  const reply = await post('/authenticate');
  refuse(parts, reply);
  return toAccount(parts, readJson(reply), { address, isOwn: true });
}

function readExtended(parts: LoginParts, reply: HostReply, address: string): Account {
  refuse(parts, reply);
  const fields = fieldsOf(readJson(reply));
  const userId = textOf(fields['id']);
  const isAdmin = flagOf(fields['admin']);
  return toAccount(
    parts,
    fields['token'],
    { address, isOwn: true, userId, isAdmin },
    textOf(fields['error']),
  );
}

function toAccount(
  { clock, scrubber }: LoginParts,
  token: unknown,
  known: Parameters<typeof accountOf>[2],
  error?: string,
): Account {
  if (typeof token !== 'string' || !isSendable(token)) {
    const text = error === undefined ? 'the login gave no token' : `it says "${scrubber.scrub(error)}"`;
    throw new HostFault('AUTH_REJECTED', { text });
  }
  scrubber.add(token);
  return accountOf(token, clock, known);
}

/** On the two calls that log in, CML says 403 where others say 401. */
function refuse({ scrubber, clock }: LoginParts, reply: HostReply): void {
  if (isAccepted(reply.status)) return;
  const fault = refusalOf(reply, scrubber, clock.now());
  if (fault.code !== 'NO_PERMISSION' && fault.code !== 'BAD_REQUEST') throw fault;
  const { text, httpStatus } = fault;
  throw new HostFault('AUTH_REJECTED', { text: `the login was rejected: ${text}`, httpStatus });
}

/** Whether a token can be the value of a header. */
export function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}
