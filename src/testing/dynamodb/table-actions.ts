import { asList, asObject, asText, type JsonObject } from '../wire/json-input.js';
import type { Caller } from '../wire/service.js';
import { notSimulated, validation } from './refusals.js';
import type { KeyAttribute, SimulatedTable } from './simulated-table.js';
import { type TableStore, tableArn } from './table-store.js';

type TableAction = (input: JsonObject, tables: TableStore, caller: Caller) => JsonObject;

const TABLE_NAME = /^[\w.-]{3,255}$/;

/** What makes, describes and drops tables. */
export const TABLE_ACTIONS: Readonly<Record<string, TableAction>> = {
  CreateTable: (input, tables, caller) => {
    for (const part of ['LocalSecondaryIndexes', 'GlobalSecondaryIndexes', 'StreamSpecification']) {
      if (input[part] !== undefined) throw notSimulated(part);
    }
    const name = tableNameOf(input);
    const billingMode = readBillingMode(input);
    const table = tables.create({ name, key: readKeySchema(input), billingMode }, caller);
    return { TableDescription: describe(table, tables, caller) };
  },
  DescribeTable: (input, tables, caller) => ({
    Table: describe(tables.find(tableNameOf(input), caller), tables, caller),
  }),
  DeleteTable: (input, tables, caller) => {
    const table = tables.delete(tableNameOf(input), caller);
    return { TableDescription: { ...describe(table, tables, caller), TableStatus: 'DELETING' } };
  },
  UpdateTimeToLive: (input, tables, caller) => {
    const table = tables.findActive(tableNameOf(input), caller);
    const specification = asObject(input['TimeToLiveSpecification']);
    const attribute = asText(specification['AttributeName']) ?? '';
    const isOn = specification['Enabled'] === true;
    if (isOn === (table.timeToLiveAttribute !== undefined)) {
      throw validation(`TimeToLive is already ${isOn ? 'enabled' : 'disabled'}`);
    }
    table.timeToLiveAttribute = isOn ? attribute : undefined;
    return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: isOn } };
  },
  DescribeTimeToLive: (input, tables, caller) => {
    const { timeToLiveAttribute } = tables.find(tableNameOf(input), caller);
    return {
      TimeToLiveDescription:
        timeToLiveAttribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute },
    };
  },
};

/** The table that a request is about. @throws ServiceError `ValidationException` for a name that none can have. */
export function tableNameOf(input: JsonObject): string {
  // A table of another account goes by its ARN.
  const name = asText(input['TableName'])?.replace(/^arn:[^/]*:table\//, '') ?? '';
  if (TABLE_NAME.test(name)) return name;
  throw validation(
    `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
  );
}

function readBillingMode(input: JsonObject): string {
  const mode = asText(input['BillingMode']) ?? 'PROVISIONED';
  if (mode === 'PROVISIONED' && input['ProvisionedThroughput'] === undefined) {
    throw validation(
      'No provisioned throughput specified for the table; BillingMode PAY_PER_REQUEST needs none',
    );
  }
  return mode;
}

function readKeySchema(input: JsonObject): KeyAttribute[] {
  const types = new Map(
    asList(input['AttributeDefinitions'])
      .map(asObject)
      .map(({ AttributeName, AttributeType }) => [asText(AttributeName) ?? '', asText(AttributeType) ?? '']),
  );
  const key = asList(input['KeySchema'])
    .map(asObject)
    .map(({ AttributeName, KeyType }): KeyAttribute => {
      const name = asText(AttributeName) ?? '';
      const role = KeyType === 'RANGE' ? 'RANGE' : 'HASH';
      return { name, type: types.get(name) ?? '', role };
    });
  const isComplete = key.length > 0 && key.every(({ type }) => ['S', 'N', 'B'].includes(type));
  if (!isComplete || types.size !== key.length || key[0]?.role !== 'HASH') {
    throw validation(
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  return key;
}

function describe(table: SimulatedTable, tables: TableStore, caller: Caller): JsonObject {
  const { name, key, billingMode, createdAt } = table.layout;
  return {
    TableName: name,
    TableArn: tableArn(name, caller),
    TableStatus: tables.isActive(table) ? 'ACTIVE' : 'CREATING',
    CreationDateTime: createdAt / 1_000,
    AttributeDefinitions: key.map((part) => ({ AttributeName: part.name, AttributeType: part.type })),
    KeySchema: key.map((part) => ({ AttributeName: part.name, KeyType: part.role })),
    BillingModeSummary: { BillingMode: billingMode },
    ItemCount: table.size,
    TableSizeBytes: 0,
  };
}
