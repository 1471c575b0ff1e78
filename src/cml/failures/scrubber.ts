import { redactText } from '../../errors/redact-text.js';
import { REDACTED } from '../../errors/secret-keys.js';

/** A secret shorter than this may be a part of any word: a text with it in it is not shown at all. */
const SHORTEST_CUT = 4;

/** How CML quotes a licence token that it does not take. */
const QUOTED_TOKEN = /(\btokens?\b[\s:=]*)(['"`])[^'"`]*\2/gi;

/**
 * Cuts secrets out of what a host says: those that are known by value, in whatever way the host may have
 * written them, and what looks like one.
 */
export class Scrubber {
  readonly #secrets = new Set<string>();

  /** Takes note of a secret before it is sent anywhere. */
  add(secret: string): void {
    if (secret === '') return;
    const bytes = Buffer.from(secret);
    // Half a surrogate pair, which no address can have in it, is put right on the way through bytes.
    const inAddress = encodeURIComponent(bytes.toString());
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), inAddress, bytes.toString('base64')]) {
      this.#secrets.add(form);
    }
  }

  /** The text without secrets. */
  scrub(text: string): string {
    let scrubbed = text;
    // The longest first: one secret may be a part of another.
    for (const secret of [...this.#secrets].sort((one, other) => other.length - one.length)) {
      if (!scrubbed.includes(secret)) continue;
      if (secret.length < SHORTEST_CUT) return REDACTED;
      scrubbed = scrubbed.replaceAll(secret, REDACTED);
    }
    return redactText(scrubbed.replace(QUOTED_TOKEN, `$1${REDACTED}`));
  }
}
