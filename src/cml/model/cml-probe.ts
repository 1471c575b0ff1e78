import type { CmlProblem } from './cml-problem.js';

/**
 * How far a host has come:
 *
 * - `unreachable`: no TCP connection;
 * - `tls-failed`: a connection, but no TLS that we trust;
 * - `starting`: something answers, but not CML yet;
 * - `not-ready`: CML answers, and says that it cannot start nodes;
 * - `ready`: CML says that it can, and nothing is known to be wrong;
 * - `degraded`: CML says that it can, and something is wrong all the same: see the problems.
 */
export type CmlPhase = 'unreachable' | 'tls-failed' | 'starting' | 'not-ready' | 'ready' | 'degraded';

/** What became of logging in; `failed` is a fault that says nothing about the credentials. */
export type CmlAuthOutcome = 'not-tried' | 'ok' | 'rejected' | 'rate-limited' | 'failed';

/** The certificate that a host has shown. */
export interface CmlCertificate {
  /** The SHA-256 fingerprint, in pairs of upper-case digits with colons, to compare and to pin. */
  readonly sha256: string;
  /** When it runs out; `undefined` if that cannot be read. */
  readonly notAfter: Date | undefined;
}

/** One look at a CML host. What could not be learnt is `undefined`. */
export interface CmlProbe {
  /** When the look was over. */
  readonly at: Date;
  /** The address that was tried, without the port. */
  readonly address: string;
  /** How far the host has come. */
  readonly phase: CmlPhase;
  /** How long the TCP connection took, in milliseconds of real time. */
  readonly tcpMs: number | undefined;
  /** How long the TLS handshake took, in milliseconds of real time. */
  readonly tlsMs: number | undefined;
  /** How long the first answer took, in milliseconds of real time. */
  readonly httpMs: number | undefined;
  /** The status of the first answer. */
  readonly httpStatus: number | undefined;
  /** The certificate that was shown, trusted or not. */
  readonly certificate: CmlCertificate | undefined;
  /** Such as `2.9.1+build.7`. */
  readonly version: string | undefined;
  /** CML's own word on whether at least one compute can start nodes. */
  readonly ready: boolean | undefined;
  /** Whether maintenance mode keeps everybody but admins out. */
  readonly maintenance: boolean | undefined;
  /** What became of logging in. */
  readonly auth: CmlAuthOutcome;
  /** Whether the host is licensed; `undefined` where it does not say, as to anybody but admins. */
  readonly licensed: boolean | undefined;
  /** Everything that was found wrong. */
  readonly problems: readonly CmlProblem[];
}
