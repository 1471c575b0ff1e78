import { REDACTED, SECRET_NAME } from './secret-keys.js';

/** Between a name and its value: as in a header, a form, JSON (also inside JSON), or an inspected object. */
const SEPARATOR = String.raw`(?:\\*["']\s*(?:=>|[:=,])|\s*[:=])\s*(?:\[\s*(?=[\x22\x27\x60]))?`;

/** A value, quoted (perhaps cut off) or bare. What was cut out before is one as well, so that a second pass changes nothing. */
const VALUE = String.raw`(?:\[redacted\](?=[\s"'&<>()[\]{},;]|$)|"(?:[^"\\]|\\.)*(?:"|\\?$)|'(?:[^'\\]|\\.)*(?:'|\\?$)|\x60(?:[^\x60\\]|\\.)*(?:\x60|\\?$)|\\+["'][^"'\\]*|[^\s"'&<>\\]+)`;

/** "userData: must be text" is about an input, and "ExpiredToken: The token …" heads a stack: no values. */
const NOT_PROSE = String.raw`(?!(?:user[-_]?data|token|signature|credentials?):\s+[a-z]{1,14}\s+[a-z]+\b)`;

/** Names and prefixes end up in the first group of each pattern, and stay. */
const SECRETS: readonly RegExp[] = [
  /()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // These two headers hold several words, so they go to the end of the line.
  new RegExp(
    String.raw`((?:authorization|cookie)${SEPARATOR})(?:\[redacted\](?=\s|$)|["'\x60]?[^\r\n"'\x60\\]+)`,
    'gi',
  ),
  new RegExp(`(${NOT_PROSE}(?:${SECRET_NAME})${SEPARATOR})${VALUE}`, 'gi'),
  new RegExp(String.raw`(<[\w.:-]{0,64}(?:${SECRET_NAME})>)[^<]+`, 'gi'),
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]*:[^\s/@]*(?=@)/gi,
  /(\b(?:Bearer|Basic)\s+)[\w+/=.~-]{16,}/gi,
  /()\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g,
  /(\bA[KS]IA)[A-Z0-9]{12,}\b/g,
  // How every session token of STS begins.
  /()\b(?:IQoJb3JpZ2lu|F[Qw]oGZXIvYXdz)[\w+/=%-]+/g,
];

/**
 * Cuts secrets out of a text: credentials, tokens, signatures, passwords, user data. AWS's own texts can
 * hold them: a signature mismatch is answered with the whole signed request.
 */
export function redactText(text: string): string {
  return SECRETS.reduce((redacted, secret) => redacted.replace(secret, `$1${REDACTED}`), text);
}
