import { isMarkedAsOurs } from './error-marker.js';
import { mayHoldSecret } from './find-secrets.js';
import { redactText } from './redact-text.js';
import { toPlainData } from './to-plain-data.js';

/** How many causes of causes a copy keeps. */
const MAX_DEPTH = 16;

/** The details that a copy keeps: what tells the SDK's and Node's errors apart. */
const KEPT_DETAILS = ['code', 'Code', '$fault', 'errno', 'syscall', 'hostname', 'address', 'port'] as const;

/**
 * Makes something that was thrown fit to be the `cause` of one of our errors. It stays itself, so that
 * a caller can recognise it, unless it may hold a secret: then it becomes a copy of what is harmless.
 */
export function sanitizeCause(cause: unknown): unknown {
  if (isMarkedAsOurs(cause)) return cause;
  try {
    return mayHoldSecret(cause) ? copyOf(cause, new Map(), 0) : cause;
  } catch {
    return new Error('Something was thrown that cannot be looked into.');
  }
}

function copyOf(cause: unknown, copies: Map<Error, Error>, depth: number): unknown {
  if (isMarkedAsOurs(cause)) return cause;
  return cause instanceof Error ? copyError(cause, copies, depth) : toPlainData(cause);
}

function copyError(error: Error, copies: Map<Error, Error>, depth: number): Error {
  const known = copies.get(error);
  if (known !== undefined) return known;
  const copy = new Error(redactText(error.message));
  copies.set(error, copy);
  // Keeps `instanceof` true for the SDK's exception classes.
  Object.setPrototypeOf(copy, Object.getPrototypeOf(error) as object);
  hide(copy, 'name', redactText(error.name));
  hide(copy, 'stack', redactText(error.stack ?? ''));
  copyDetails(error, copy);
  if (depth < MAX_DEPTH) copyCauses(error, copy, copies, depth);
  return copy;
}

function copyDetails(error: Error, copy: Error): void {
  const source = error as unknown as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  for (const key of KEPT_DETAILS) {
    const value = source[key];
    if (typeof value === 'string') kept[key] = redactText(value);
    else if (typeof value === 'number') kept[key] = value;
  }
  if (typeof source['$metadata'] === 'object') kept['$metadata'] = toPlainData(source['$metadata']);
  for (const [key, value] of Object.entries(kept)) {
    // Not by assignment: the classes of some errors, such as DOMException, have getters by these names.
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  }
}

function copyCauses(error: Error, copy: Error, copies: Map<Error, Error>, depth: number): void {
  if (error.cause !== undefined) hide(copy, 'cause', copyOf(error.cause, copies, depth + 1));
  const { errors } = error as { readonly errors?: unknown };
  if (Array.isArray(errors)) {
    hide(
      copy,
      'errors',
      errors.map((each: unknown) => copyOf(each, copies, depth + 1)),
    );
  }
}

function hide(target: Error, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: false, configurable: true, writable: true });
}
