/**
 * A copy of an input that its owner may go on to change: of plain objects and lists, at any depth. Whatever else is in
 * it, such as a signal, a function or a date, is the same in the copy.
 */
export function ownCopy<Value>(value: Value): Value {
  try {
    return copyOf(value) as Value;
  } catch {
    // What cannot be read, or goes in circles, is refused by whoever checks it.
    return value;
  }
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}
