import type { Caller } from '../wire/service.js';

/** A role, and what it asks of whoever takes it on. */
export interface SimulatedRole {
  /** Such as `arn:aws:iam::111122223333:role/workers`: the account in it is the one that its sessions work in. */
  readonly roleArn: string;
  /** Who may take it on: accounts, or the ARNs of users and roles. Default: everybody. */
  readonly trusts?: readonly string[] | undefined;
  /** What they have to know. Default: nothing. */
  readonly externalId?: string | undefined;
  /** The longest session, in seconds. Default 43,200, the longest that there is. */
  readonly maxSessionSeconds?: number | undefined;
}

/** The roles of the simulated accounts. */
export class RoleStore {
  readonly #roles = new Map<string, SimulatedRole>();

  put(role: SimulatedRole): void {
    this.#roles.set(role.roleArn, role);
  }

  find(roleArn: string): SimulatedRole | undefined {
    return this.#roles.get(roleArn);
  }

  /** Whether a role lets a caller take it on. One that nobody has made lets everybody. */
  trusts(roleArn: string, caller: Caller, externalId: string | undefined): boolean {
    const role = this.#roles.get(roleArn);
    if (role === undefined) return true;
    const isTrusted = role.trusts?.some((trusted) => isPrincipal(trusted, caller)) ?? true;
    return isTrusted && (role.externalId === undefined || role.externalId === externalId);
  }
}

/** An account stands for everybody in it, and a role for all of its sessions. */
function isPrincipal(trusted: string, { arn, accountId }: Caller): boolean {
  if (/^\d{12}$/.test(trusted)) return trusted === accountId;
  if (trusted.endsWith(':root')) return trusted.includes(`:${accountId}:`);
  return trusted === arn || trusted === roleOfSession(arn);
}

function roleOfSession(arn: string): string | undefined {
  const session = /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn);
  return session === null ? undefined : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`;
}
