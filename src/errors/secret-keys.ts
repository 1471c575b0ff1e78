/** What stands in for a secret. */
export const REDACTED = '[redacted]';

/** Tokens that are no secrets: they name a request or a page. */
const HARMLESS_TOKENS = 'client|next|pagination|continuation|idempotency';

/** The names that secrets go by in headers, request bodies, SDK objects and settings, as a pattern's source. */
export const SECRET_NAME: string = [
  'secret(?:[-_]?(?:access[-_]?)?key|[-_]?string)?',
  'passw(?:or)?d|pwd|passphrase',
  'credentials?',
  'signature',
  '(?:private|api|access)[-_]?key(?:[-_]?id)?',
  'external[-_]?id',
  'user[-_]?data',
  'cookie',
  'authorization',
  `(?<!(?:${HARMLESS_TOKENS})[-_]?)token`,
].join('|');

const ENDS_IN_SECRET_NAME = new RegExp(`(?:${SECRET_NAME})$`, 'i');

/** Whether what is kept under a key is to be taken for a secret. */
export function isSecretKey(key: string): boolean {
  return ENDS_IN_SECRET_NAME.test(key);
}
