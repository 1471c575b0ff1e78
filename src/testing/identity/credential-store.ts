import type { Clock } from '../../time/clock.js';
import { stableHex } from './stable-digits.js';

/** Credentials in the shape of the AWS SDK. */
export interface SimulatedCredentials {
  /** The key that says who signs. */
  readonly accessKeyId: string;
  /** Never verified. */
  readonly secretAccessKey: string;
  /** Of temporary credentials only. */
  readonly sessionToken?: string;
  /** When they end, by the clock of the simulation; `undefined` for never. */
  readonly expiration?: Date;
}

/** Who an access key stands for. */
export interface Identity {
  readonly arn: string;
  readonly accountId: string;
}

interface KeyRecord extends Identity {
  expiresAt: number;
}

/** The access keys that the simulated accounts know. */
export class CredentialStore {
  readonly #clock: Clock;
  readonly #accountId: string;
  readonly #identities = new Map<string, KeyRecord>();
  #issued = 0;
  #current: SimulatedCredentials;

  constructor(clock: Clock, accountId: string) {
    this.#clock = clock;
    this.#accountId = accountId;
    this.#current = this.#issueLongTerm();
  }

  /** The long-term credentials in force. */
  get current(): SimulatedCredentials {
    return this.#current;
  }

  /** Ends the current credentials; `replace` puts fresh ones in their place. */
  expire(replace: boolean): void {
    const identity = this.#identities.get(this.#current.accessKeyId);
    if (identity !== undefined) identity.expiresAt = Number.NEGATIVE_INFINITY;
    if (replace) this.#current = this.#issueLongTerm();
  }

  /** Issues credentials that end by the clock. */
  issueTemporary(identity: Identity, durationSeconds: number): Required<SimulatedCredentials> {
    const expiresAt = this.#clock.now() + durationSeconds * 1_000;
    return {
      ...this.#issue('ASIA', identity, expiresAt),
      sessionToken: `simulated-session-${stableHex(identity.arn, 24)}-${this.#issued}`,
      expiration: new Date(expiresAt),
    };
  }

  /** Who is behind an access key, or why there is nobody. */
  identify(accessKeyId: string): Identity | 'unknown' | 'expired' {
    const identity = this.#identities.get(accessKeyId);
    if (identity === undefined) return 'unknown';
    return this.#clock.now() < identity.expiresAt ? identity : 'expired';
  }

  #issueLongTerm(): SimulatedCredentials {
    const accountId = this.#accountId;
    const arn = `arn:aws:iam::${accountId}:user/simulated`;
    return this.#issue('AKIA', { arn, accountId }, Number.POSITIVE_INFINITY);
  }

  #issue(prefix: string, { arn, accountId }: Identity, expiresAt: number): SimulatedCredentials {
    this.#issued += 1;
    const digits = stableHex(`${prefix}/${this.#issued}`, 16).toUpperCase();
    const accessKeyId = `${prefix}${digits}`;
    this.#identities.set(accessKeyId, { arn, accountId, expiresAt });
    return { accessKeyId, secretAccessKey: stableHex(`secret/${accessKeyId}`, 40) };
  }
}
