/** The same symbol in every copy of this package, be it ESM or CommonJS, this version or another. */
const MARKER: symbol = Symbol.for('ec2-worker-client.error');

/** Marks an error as one of this package's, out of sight of JSON and logs. */
export function markAsOurs(error: Error): void {
  Object.defineProperty(error, MARKER, { value: true });
}

/** Whether a value is an error of this package, from whichever copy of it. */
export function isMarkedAsOurs(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && MARKER in value;
}
