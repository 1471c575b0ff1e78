/** Whom to trust. The default is {@link CmlSystemTls}. */
export type CmlTls = CmlSystemTls | CmlAuthorityTls | CmlPinnedTls | CmlInsecureTls;

/** Trusts the certificates of the authorities that Node trusts. */
export interface CmlSystemTls {
  /** Which of the four it is. */
  readonly mode: 'system';
}

/** Trusts the certificates of an authority of one's own, or one self-signed certificate. */
export interface CmlAuthorityTls {
  /** Which of the four it is. */
  readonly mode: 'ca';
  /** The certificate of the authority, in PEM; several may follow each other. */
  readonly ca: string;
  /**
   * The name in the host's certificate, where the host is addressed by another, as by its IP address. Default: the
   * host as it is addressed.
   */
  readonly serverName?: string | undefined;
}

/** Trusts one certificate, or one of several, whatever its name and age. It is checked before anything is sent. */
export interface CmlPinnedTls {
  /** Which of the four it is. */
  readonly mode: 'pin';
  /** The SHA-256 fingerprint, of 64 hexadecimal digits with colons or without; or several, for a change. */
  readonly sha256: string | readonly string[];
}

/** Trusts anybody. The password goes to whoever answers, so this has to be asked for by name. */
export interface CmlInsecureTls {
  /** Which of the four it is. */
  readonly mode: 'insecure';
}

/** A fingerprint as 64 upper-case digits; `undefined` for what is none. */
export function normalizeFingerprint(text: string): string | undefined {
  const digits = text.replaceAll(':', '').toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? digits : undefined;
}
