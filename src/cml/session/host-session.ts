import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import { abortable } from '../../time/abortable.js';
import { askCaller } from '../failures/caller-fault.js';
import { HostFault } from '../failures/host-fault.js';
import { type Account, accountOf } from './account.js';
import { checkCredentials } from './check-credentials.js';
import type { CmlCredentials } from './cml-credentials.js';
import { type LoginParts, logIn } from './log-in.js';
import { LoginPause } from './login-pause.js';
import { SingleFlight } from './single-flight.js';

/** Credentials, or what gives them at each login. */
export type CredentialsSource = CmlCredentials | (() => CmlCredentials | Promise<CmlCredentials>);

/** Who we are to a host: logged in once for all calls, and again before the token runs out. */
export class HostSession {
  readonly #parts: LoginParts;
  readonly #credentials: CredentialsSource | undefined;
  readonly #logins = new SingleFlight<Account>();
  readonly #pause: LoginPause;
  #account: Account | undefined;

  constructor(parts: LoginParts, credentials: CredentialsSource | undefined) {
    this.#parts = parts;
    this.#credentials = credentials;
    this.#pause = new LoginPause(parts.clock);
  }

  /** Whether there is anybody to log in as. */
  get hasCredentials(): boolean {
    return this.#credentials !== undefined;
  }

  /** The account that we are logged in with, if any. */
  get current(): Account | undefined {
    return this.#account;
  }

  /**
   * The account to call a host with, logged in if need be.
   *
   * @throws HostFault of the login, InvalidParameterError without credentials.
   */
  async account(address: string, signal: AbortSignal | undefined): Promise<Account> {
    const account = this.#account;
    if (account?.address === address && !this.#isOld(account)) return account;
    const join = (): Promise<Account> => this.#logins.join(signal, (shared) => this.#logIn(address, shared));
    const joined = await join();
    // A login that was under way may have been one at an address that the host has left since.
    return joined.address === address ? joined : await join();
  }

  /** The host does not take an account's token any more. */
  renounce(account: Account): void {
    if (this.#account?.token === account.token) this.#account = undefined;
  }

  async #logIn(address: string, signal: AbortSignal): Promise<Account> {
    const credentials = await this.#readCredentials(signal);
    const account =
      'token' in credentials
        ? accountOf(credentials.token, this.#parts.clock, { address, isOwn: false })
        : await this.#logInAs(credentials, address, signal);
    this.#account = account;
    return account;
  }

  async #logInAs(
    credentials: Exclude<CmlCredentials, { token: string }>,
    address: string,
    signal: AbortSignal,
  ): Promise<Account> {
    this.#pause.check(credentials);
    try {
      return await logIn(this.#parts, credentials, address, signal);
    } catch (thrown) {
      if (thrown instanceof HostFault) this.#pause.note(thrown, credentials);
      throw thrown;
    }
  }

  async #readCredentials(signal: AbortSignal): Promise<CmlCredentials> {
    const source = this.#credentials;
    if (source === undefined) {
      const expected = 'given to the client: only probe works without';
      throw new InvalidParameterError({ operation: 'CmlHostClient', parameter: 'credentials', expected });
    }
    const credentials =
      typeof source === 'function' ? await abortable(askCaller('credentials', source), signal) : source;
    checkCredentials(credentials);
    const { scrubber } = this.#parts;
    scrubber.add('token' in credentials ? credentials.token : credentials.password);
    return credentials;
  }

  /** A token that was handed in has nothing to be renewed with, unless a function gives it. */
  #isOld({ renewAt, isOwn }: Account): boolean {
    if (renewAt === undefined || this.#parts.clock.now() < renewAt) return false;
    return isOwn || typeof this.#credentials === 'function';
  }
}
