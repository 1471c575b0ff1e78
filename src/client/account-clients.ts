import type { AssumeRoleOptions } from '../model/assume-role-options.js';
import { checkRole } from './check-role.js';
import type { CredentialIdentity } from './client-credentials.js';
import { destroyedClient } from './destroyed-client.js';
import type { Ec2WorkerClientOptions } from './ec2-worker-client-options.js';

const OPERATION = 'forAccount';

/** A client, as far as it matters to the one that it was made by. */
interface AccountClient {
  readonly isDestroyed: boolean;
  destroy(): void;
}

/** The clients of other accounts that a client has made: one for each role, so that its sessions are kept. */
export class AccountClients<Client extends AccountClient> {
  readonly #make: (options: Ec2WorkerClientOptions) => Client;
  readonly #clients = new Map<string, Client>();
  #isDestroyed = false;

  constructor(make: (options: Ec2WorkerClientOptions) => Client) {
    this.#make = make;
  }

  /**
   * The client of a role, made when it is first asked for, with the options of the one that makes it.
   *
   * @param identity The credentials of that one, which its role or its provider has given.
   */
  get(
    role: AssumeRoleOptions,
    options: Ec2WorkerClientOptions,
    identity: () => Promise<CredentialIdentity>,
  ): Client {
    // It would outlive the client that is to end with it.
    if (this.#isDestroyed) throw destroyedClient(OPERATION);
    checkRole(role, OPERATION);
    const { roleArn, externalId, sessionName, durationSeconds } = role;
    const key = JSON.stringify([roleArn, externalId, sessionName, durationSeconds]);
    const known = this.#clients.get(key);
    if (known !== undefined && !known.isDestroyed) return known;
    // What comes from a provider, or from a role, is asked for once for all clients.
    const isShared = options.assumeRole !== undefined || typeof options.credentials === 'function';
    const base = isShared ? { credentials: identity } : {};
    const client = this.#make({ ...options, ...base, assumeRole: role });
    this.#clients.set(key, client);
    return client;
  }

  destroy(): void {
    this.#isDestroyed = true;
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }
}
