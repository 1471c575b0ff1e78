/** What kind of thing a caller gave in place of what was expected, for a refusal. Never the thing itself. */
export function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (!Array.isArray(value)) return typeof value;
  return value.length === 0 ? 'an empty list' : 'a list';
}

/** Whether a value is an object with named properties. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
