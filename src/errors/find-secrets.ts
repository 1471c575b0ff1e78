import { redactText } from './redact-text.js';
import { isSecretKey } from './secret-keys.js';

/** More objects than any plain error holds; a socket or a stream hangs on to thousands. */
const MAX_OBJECTS = 2_000;

/** More bytes than an error response has. */
const MAX_BYTES = 65_536;

/** By this method an object shows what no property of it does, as an address or a list of headers. */
const OWN_INSPECTION = Symbol.for('nodejs.util.inspect.custom');

/** Under these keys an HTTP client's error carries the request that failed, headers and all. */
const REQUEST_KEYS: ReadonlySet<string> = new Set(['request', '$request', 'req', 'config']);

/**
 * Whether anything that can be reached from a value is, or may be, a secret. What cannot be looked
 * into counts as one.
 */
export function mayHoldSecret(root: unknown): boolean {
  const seen = new Set<object>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === 'string' && redactText(value) !== value) return true;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (seen.size > MAX_OBJECTS) return true;
    const contents = readContents(value);
    if (contents === undefined) return true;
    pending.push(...contents);
  }
  return false;
}

/** What an object holds, or `undefined` if that is a secret or cannot be told. */
function readContents(value: object): unknown[] | undefined {
  if (value instanceof Uint8Array) {
    return value.byteLength > MAX_BYTES ? undefined : [new TextDecoder().decode(value)];
  }
  if (value instanceof Promise || OWN_INSPECTION in value) return undefined;
  const contents: unknown[] = [];
  for (const [key, held] of entriesOf(value)) {
    if (isTelling(key, held)) return undefined;
    contents.push(key, held);
  }
  for (const key of Reflect.ownKeys(value)) {
    const held = readOwn(value, key);
    if (held === undefined || isTelling(key, held.value)) return undefined;
    contents.push(held.value, typeof key === 'string' ? key : key.description);
  }
  return contents;
}

/** What is in a collection, by its keys. */
function entriesOf(value: object): readonly (readonly [unknown, unknown])[] {
  return value instanceof Map || value instanceof Set ? [...new Map<unknown, unknown>(value.entries())] : [];
}

/** A property's value, without running a getter that is not the engine's own. */
function readOwn(owner: object, key: string | symbol): { readonly value: unknown } | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (descriptor !== undefined && 'value' in descriptor) return { value: descriptor.value as unknown };
  return key === 'stack' && owner instanceof Error ? { value: owner.stack } : undefined;
}

/** Whether the name alone says that the value is a secret, or a request that has some. */
function isTelling(key: unknown, value: unknown): boolean {
  if (typeof key !== 'string') return false;
  const isObject = typeof value === 'object' && value !== null;
  if (REQUEST_KEYS.has(key)) return isObject;
  return isSecretKey(key) && (isObject || (typeof value === 'string' && value !== ''));
}
