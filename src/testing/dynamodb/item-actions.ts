import { asText, type JsonObject } from '../wire/json-input.js';
import type { Caller } from '../wire/service.js';
import { type Item, readItem } from './attribute-value.js';
import { parseCondition } from './condition-expression.js';
import { ConditionFailure } from './condition-failure.js';
import { ExpressionNames } from './expression-names.js';
import { notSimulated, validation } from './refusals.js';
import type { SimulatedTable } from './simulated-table.js';
import { tableNameOf } from './table-actions.js';
import type { TableStore } from './table-store.js';
import { parseUpdate, type Update } from './update-expression.js';

type ItemAction = (input: JsonObject, tables: TableStore, caller: Caller) => JsonObject;

/** The parameters from before there were expressions, and those for what is not simulated. */
const REFUSED: readonly string[] = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'ProjectionExpression',
];

/** What reads and writes single items. */
export const ITEM_ACTIONS: Readonly<Record<string, ItemAction>> = {
  GetItem: (input, tables, caller) => {
    const table = open(input, tables, caller);
    // Reads are always consistent: to be stale now and then, as they may be, is not simulated.
    const item = table.get(table.readKey(input['Key']));
    return item === undefined ? {} : { Item: item };
  },
  PutItem: (input, tables, caller) => {
    const table = open(input, tables, caller);
    const item = readItem(input['Item']);
    const key = table.keyOf(item);
    return write(input, { table, key, returns: ['ALL_OLD'], update: () => () => item });
  },
  UpdateItem: (input, tables, caller) => {
    const table = open(input, tables, caller);
    const key = table.readKey(input['Key']);
    const text = asText(input['UpdateExpression']);
    return write(input, {
      table,
      key,
      returns: ['ALL_OLD', 'ALL_NEW'],
      update: (names) => {
        const change = text === undefined ? (item: Item) => item : parseUpdate(text, names);
        return (item) => keepKey(key, change({ ...key, ...item }));
      },
    });
  },
  DeleteItem: (input, tables, caller) => {
    const table = open(input, tables, caller);
    const key = table.readKey(input['Key']);
    return write(input, { table, key, returns: ['ALL_OLD'], update: () => () => undefined });
  },
};

/** One write to one item; an update that gives nothing deletes it. */
interface Write {
  readonly table: SimulatedTable;
  readonly key: Item;
  readonly returns: readonly string[];
  readonly update: (names: ExpressionNames) => (item: Item) => ReturnType<Update> | undefined;
}

function write(input: JsonObject, { table, key, returns, update }: Write): JsonObject {
  const names = new ExpressionNames(input);
  const conditionText = asText(input['ConditionExpression']);
  const holds = conditionText === undefined ? () => true : parseCondition(conditionText, names);
  const change = update(names);
  names.refuseUnused();
  const wanted = asText(input['ReturnValues']) ?? 'NONE';
  if (wanted !== 'NONE' && !returns.includes(wanted)) throw notSimulated(`ReturnValues ${wanted} here`);
  const before = table.get(key);
  if (!holds(before ?? {})) {
    throw new ConditionFailure(
      input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' ? before : undefined,
    );
  }
  const after = change(before ?? {});
  if (after === undefined) table.delete(key);
  else table.put(key, after);
  const attributes = wanted === 'ALL_OLD' ? before : wanted === 'ALL_NEW' ? after : undefined;
  return attributes === undefined ? {} : { Attributes: attributes };
}

function open(input: JsonObject, tables: TableStore, caller: Caller): SimulatedTable {
  const refused = REFUSED.find((name) => input[name] !== undefined);
  if (refused !== undefined) throw notSimulated(refused);
  return tables.findActive(tableNameOf(input), caller);
}

function keepKey(key: Item, item: Item): Item {
  for (const [name, value] of Object.entries(key)) {
    if (JSON.stringify(item[name]) !== JSON.stringify(value)) {
      throw validation(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
  return item;
}
