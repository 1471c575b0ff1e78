import { asObject, asText, type JsonObject } from '../wire/json-input.js';
import { type AttributeValue, type Item, readItem } from './attribute-value.js';
import { validation } from './refusals.js';

/** What the placeholders of a request's expressions stand for, and which of them were used. */
export class ExpressionNames {
  readonly #names: JsonObject;
  readonly #values: Item;
  readonly #unused: Set<string>;

  constructor(input: JsonObject) {
    this.#names = asObject(input['ExpressionAttributeNames']);
    this.#values = readItem(input['ExpressionAttributeValues']);
    this.#unused = new Set([...Object.keys(this.#names), ...Object.keys(this.#values)]);
  }

  /** The attribute that a name stands for. @throws ServiceError `ValidationException` */
  name(token: string): string {
    if (!token.startsWith('#')) return token;
    this.#unused.delete(token);
    const name = asText(this.#names[token]);
    if (name !== undefined) return name;
    throw validation(
      `Invalid expression: An expression attribute name used in the document path is not defined; attribute name: ${token}`,
    );
  }

  /** The value that a placeholder stands for. @throws ServiceError `ValidationException` */
  value(token: string): AttributeValue {
    this.#unused.delete(token);
    const value = this.#values[token];
    if (value !== undefined) return value;
    throw validation(
      `Invalid expression: An expression attribute value used in expression is not defined; attribute value: ${token}`,
    );
  }

  /** @throws ServiceError for a placeholder that no expression has, which DynamoDB takes for a mistake. */
  refuseUnused(): void {
    const [unused] = this.#unused;
    if (unused === undefined) return;
    const list = unused.startsWith('#') ? 'ExpressionAttributeNames' : 'ExpressionAttributeValues';
    throw validation(`Value provided in ${list} unused in expressions: keys: {${unused}}`);
  }
}
