import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../../time/clock.js';
import type { SimulatedCmlBehavior, SimulatedCmlUser } from '../simulated-cml-host-options.js';
import { type ApiReply, ok, page, refuse } from './api-reply.js';

/** A user with nothing left open. */
export interface KnownUser extends Required<SimulatedCmlUser> {
  readonly id: string;
  readonly admin: boolean;
}

/** Who can log in, and who has. */
export class Accounts {
  readonly users: readonly KnownUser[];
  readonly #clock: Clock;
  readonly #tokens = new Map<string, { readonly user: KnownUser; readonly expiresAt: number }>();
  #failedLogins = 0;

  constructor(users: readonly SimulatedCmlUser[], clock: Clock) {
    this.users = users.map((user) => ({
      ...user,
      id: user.id ?? stableUuid(user.username),
      admin: user.admin ?? true,
    }));
    this.#clock = clock;
  }

  /** Whose token it is; `undefined` if it is nobody's, or not any more. */
  holderOf(token: string | undefined): KnownUser | undefined {
    const held = token === undefined ? undefined : this.#tokens.get(token);
    return held !== undefined && this.#clock.now() < held.expiresAt ? held.user : undefined;
  }

  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  revokeAll(): void {
    this.#tokens.clear();
  }

  /** Makes a token without a login. */
  issue(user: KnownUser, ttlSeconds: number): string {
    const iat = Math.floor(this.#clock.now() / 1_000);
    const exp = iat + ttlSeconds;
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: 'com.cisco.virl', sub: user.id, iat, exp };
    const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${randomBytes(32).toString('base64url')}`;
    this.#tokens.set(token, { user, expiresAt: exp * 1_000 });
    return token;
  }

  logIn(body: unknown, extended: boolean, behavior: SimulatedCmlBehavior): ApiReply {
    const { maxFailedLogins, retryAfterSeconds, tokenTtlSeconds } = behavior;
    if (this.#failedLogins >= maxFailedLogins) {
      const headers = retryAfterSeconds === 0 ? {} : { 'retry-after': String(retryAfterSeconds) };
      return page(429, '429 Too Many Requests', headers);
    }
    const { username, password } = (body ?? {}) as {
      readonly username?: unknown;
      readonly password?: unknown;
    };
    const user = this.users.find((known) => known.username === username && known.password === password);
    if (user === undefined) {
      this.#failedLogins += 1;
      return refuse(403, 'Authentication failed!');
    }
    const token = this.issue(user, tokenTtlSeconds);
    if (!extended) return ok(token);
    return ok({ username: user.username, id: user.id, token, admin: user.admin, error: null });
  }
}

/** A UUID of version 4 that is the same for the same name. */
function stableUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
