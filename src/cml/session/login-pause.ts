import type { Clock } from '../../time/clock.js';
import { HostFault } from '../failures/host-fault.js';
import type { CmlUserCredentials } from './cml-credentials.js';

/** How long a rejected login is not sent again. */
const REJECTED_PAUSE_MS = 60_000;

/**
 * Keeps us from logging in where that would only do harm: with credentials that were just rejected, or while the
 * host has asked to be left alone. CML limits how often one may fail.
 */
export class LoginPause {
  readonly #clock: Clock;
  #until = 0;
  #fault: HostFault | undefined;
  #rejected: CmlUserCredentials | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws HostFault, the one of the last login, while it would be the same again. */
  check(credentials: CmlUserCredentials): void {
    const fault = this.#fault;
    const left = this.#until - this.#clock.now();
    if (fault === undefined || left <= 0) return;
    if (fault.code === 'AUTH_REJECTED' && !isSame(credentials, this.#rejected)) return;
    const { code, text, httpStatus } = fault;
    throw new HostFault(code, { text, httpStatus, retryAfterSeconds: Math.ceil(left / 1_000) });
  }

  /** Takes note of what a login has failed with. */
  note(fault: HostFault, credentials: CmlUserCredentials): void {
    const isRejected = fault.code === 'AUTH_REJECTED';
    if (!isRejected && fault.code !== 'AUTH_RATE_LIMITED') return;
    const pauseMs = isRejected ? REJECTED_PAUSE_MS : (fault.retryAfterSeconds ?? 0) * 1_000;
    this.#until = this.#clock.now() + pauseMs;
    this.#fault = fault;
    this.#rejected = credentials;
  }
}

function isSame(one: CmlUserCredentials, other: CmlUserCredentials | undefined): boolean {
  return one.username === other?.username && one.password === other.password;
}
