import { redactText } from './redact-text.js';

/**
 * Puts what is known on an error: a detail that is `undefined` does not become a property, so that it
 * shows up neither in JSON nor in a log. Texts are cleared of secrets.
 */
export function assignDetails(error: Error, details: object): void {
  for (const [key, value] of Object.entries(details)) {
    if (value === undefined) continue;
    Object.defineProperty(error, key, {
      value: typeof value === 'string' ? redactText(value) : (value as unknown),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}
