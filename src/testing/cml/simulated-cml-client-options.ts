import type { Clock } from '../../time/clock.js';

/** What a client needs to call a simulated host: `new CmlHostClient(cml.clientOptions)`. */
export interface SimulatedCmlClientOptions {
  /** Its present address; a function, because it changes with each boot on a simulated instance. */
  readonly host: () => string;
  /** Its port, which stays. */
  readonly port: number;
  /** Its certificate, pinned. */
  readonly tls: SimulatedCmlPin;
  /** Its first user. */
  readonly credentials: SimulatedCmlLogin;
  /** Its clock. */
  readonly clock: Clock;
}

/** A certificate, pinned. */
export interface SimulatedCmlPin {
  /** The TLS mode. */
  readonly mode: 'pin';
  /** The fingerprint. */
  readonly sha256: string;
}

/** Who logs in. */
export interface SimulatedCmlLogin {
  /** The name. */
  readonly username: string;
  /** The password. */
  readonly password: string;
}
