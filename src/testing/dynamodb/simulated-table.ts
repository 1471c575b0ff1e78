import { asObject, asText } from '../wire/json-input.js';
import { type AttributeValue, type Item, readValue, typeOf } from './attribute-value.js';
import { validation } from './refusals.js';

/** A part of a table's key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: string;
  readonly role: 'HASH' | 'RANGE';
}

/** How a table is laid out. */
export interface TableLayout {
  readonly name: string;
  readonly key: readonly KeyAttribute[];
  /** As it was asked for. */
  readonly billingMode: string;
  /** In milliseconds since the epoch. */
  readonly createdAt: number;
  /** From when on it can be used. */
  readonly activeAt: number;
}

/** A table and its items. */
export class SimulatedTable {
  readonly layout: TableLayout;
  /** The attribute whose time ends an item; `undefined` while that is switched off. */
  timeToLiveAttribute: string | undefined;
  readonly #items = new Map<string, Item>();

  constructor(layout: TableLayout) {
    this.layout = layout;
  }

  get size(): number {
    return this.#items.size;
  }

  /** Reads the key of a request. @throws ServiceError for one that is not the table's. */
  readKey(value: unknown): Item {
    const given = asObject(value);
    const key: Record<string, AttributeValue> = {};
    const { key: attributes } = this.layout;
    const fits = Object.keys(given).length === attributes.length;
    for (const { name, type } of attributes) {
      const part = given[name] === undefined ? undefined : readValue(given[name]);
      if (!fits || part === undefined || typeOf(part) !== type) {
        throw validation('The provided key element does not match the schema');
      }
      if (asText(part[type]) === '') {
        throw validation(
          `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
        );
      }
      key[name] = part;
    }
    return key;
  }

  /** The key of an item. @throws ServiceError for one without. */
  keyOf(item: Item): Item {
    return this.readKey(
      Object.fromEntries(this.layout.key.flatMap(({ name }) => (item[name] ? [[name, item[name]]] : []))),
    );
  }

  get(key: Item): Item | undefined {
    return this.#items.get(identity(key));
  }

  put(key: Item, item: Item): void {
    this.#items.set(identity(key), item);
  }

  delete(key: Item): void {
    this.#items.delete(identity(key));
  }

  /** Deletes what has reached its time, as DynamoDB does some time after it. */
  deleteExpired(now: number): void {
    const attribute = this.timeToLiveAttribute;
    if (attribute === undefined) return;
    for (const [id, item] of this.#items) {
      const endsAt = Number(item[attribute]?.['N'] ?? Number.POSITIVE_INFINITY);
      if (endsAt * 1_000 <= now) this.#items.delete(id);
    }
  }
}

function identity(key: Item): string {
  return JSON.stringify(Object.entries(key).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
