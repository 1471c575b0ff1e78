/**
 * Whom to trust.
 *
 * - `system`: certificates of the authorities that Node trusts. The default.
 * - `ca`: those of an authority of one's own, or one self-signed certificate, in PEM. `serverName` is the name
 *   in the certificate where the host is addressed by another, as by its IP address.
 * - `pin`: one certificate, or one of several, by SHA-256 fingerprint, whatever its name and age. It is checked
 *   before anything is sent.
 * - `insecure`: anybody. The password goes to whoever answers, so this has to be asked for by name.
 */
export type CmlTls =
  | { readonly mode: 'system' }
  | { readonly mode: 'ca'; readonly ca: string; readonly serverName?: string | undefined }
  | { readonly mode: 'pin'; readonly sha256: string | readonly string[] }
  | { readonly mode: 'insecure' };

/** A fingerprint as 64 upper-case digits; `undefined` for what is none. */
export function normalizeFingerprint(text: string): string | undefined {
  const digits = text.replaceAll(':', '').toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? digits : undefined;
}
