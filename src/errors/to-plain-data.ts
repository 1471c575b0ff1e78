import { redactText } from './redact-text.js';
import { isSecretKey, REDACTED } from './secret-keys.js';

/** How deep data is followed: deeper than anything this package makes, and an end to a cycle. */
const MAX_DEPTH = 8;

/** Turns a value into data that JSON can take: errors by name and message, dates as text, no secrets. */
export function toPlainData(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return { name: redactText(value.name), message: redactText(value.message) };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (depth >= MAX_DEPTH) return '[nested too deep]';
  if (Array.isArray(value)) return value.map((item) => toPlainData(item, depth + 1));
  if (!isPlainObject(value)) return '[object]';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key),
      isSecretKey(key) && item !== undefined ? REDACTED : toPlainData(item, depth + 1),
    ]),
  );
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
