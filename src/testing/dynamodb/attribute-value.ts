import { asObject, asText } from '../wire/json-input.js';
import { validation } from './refusals.js';

/** A value as it is on the wire: its type and, of that type, its text. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** The attributes of an item, by name. */
export type Item = Readonly<Record<string, AttributeValue>>;

const TYPES: readonly string[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS'];

/** Reads the value of an attribute. @throws ServiceError `ValidationException` */
export function readValue(value: unknown): AttributeValue {
  const object = asObject(value);
  const [type, ...others] = Object.keys(object);
  if (type === undefined || others.length > 0 || !TYPES.includes(type)) {
    throw validation('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (type === 'N') return { N: writeNumber(readNumber(asText(object['N']) ?? '')) };
  if (type === 'S' && asText(object['S']) === undefined)
    throw validation('Supplied AttributeValue is not text');
  return object;
}

/** Reads a set of named values, such as an item. @throws ServiceError `ValidationException` */
export function readItem(value: unknown): Item {
  return Object.fromEntries(
    Object.entries(asObject(value)).map(([name, attribute]) => [name, readValue(attribute)]),
  );
}

/** The one type of a value, such as `S`. */
export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0] ?? '';
}

/** A number's value. @throws ServiceError for a value of another type. */
export function numberOf(value: AttributeValue): number {
  const text = asText(value['N']);
  if (text !== undefined) return readNumber(text);
  throw validation(
    `Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: ${typeOf(value)}`,
  );
}

export function ofNumber(value: number): AttributeValue {
  return { N: writeNumber(value) };
}

/**
 * Which of two values comes first: below 0, 0 or above; `undefined` for types that differ, which are in no order. Text
 * is compared by its bytes.
 */
export function compareValues(one: AttributeValue, other: AttributeValue): number | undefined {
  const type = typeOf(one);
  if (type !== typeOf(other)) return undefined;
  if (type === 'N') return numberOf(one) - numberOf(other);
  if (type === 'S') return Buffer.compare(Buffer.from(String(one['S'])), Buffer.from(String(other['S'])));
  return JSON.stringify(one) === JSON.stringify(other) ? 0 : undefined;
}

/** DynamoDB keeps 38 digits; those that a JavaScript number would change are refused rather than changed. */
function readNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw validation(`The parameter cannot be converted to a numeric value: ${text}`);
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw validation(`The simulated DynamoDB keeps whole numbers up to 2^53 only: ${text}`);
  }
  return value;
}

function writeNumber(value: number): string {
  return String(value);
}
