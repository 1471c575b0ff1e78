import type {
  AttributeValue,
  CreateTableCommandInput,
  GetItemCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

/** The partition key of the table. */
export const KEY_ATTRIBUTE = 'leaseKey';

/** The attribute whose time DynamoDB may delete an item by, where that is switched on. */
export const FORGET_ATTRIBUTE = 'forgetAt';

/** The names of the attributes in expressions, some of which are words of DynamoDB's own. */
const NAMES = {
  '#owner': 'leaseOwner',
  '#token': 'fencingToken',
  '#expiresAt': 'expiresAt',
  '#writeId': 'writeId',
  '#releaseId': 'releaseId',
  '#forgetAt': FORGET_ATTRIBUTE,
} as const;

type NamePlaceholder = keyof typeof NAMES;

/** An item as the table has it. */
export interface LeaseRecord {
  readonly owner: string;
  readonly token: number;
  /** In milliseconds since the epoch; 0 once it is released. */
  readonly expiresAt: number;
  /** Which call wrote the last acquisition. */
  readonly writeId: string | undefined;
  /** Which call wrote the last release. */
  readonly releaseId: string | undefined;
}

/** What a table goes by. */
export interface LeasePlace {
  readonly tableName: string;
  readonly key: string;
}

/** A change of a lease. Times are in milliseconds since the epoch. */
export interface LeaseWrite extends LeasePlace {
  readonly now: number;
  readonly owner: string;
  readonly expiresAt: number;
  /** In seconds since the epoch; `undefined` for never. */
  readonly forgetAt: number | undefined;
}

/** Takes the lease if it ended before `freeSince`, or never was. */
export function acquireRequest(
  write: LeaseWrite & { readonly freeSince: number; readonly writeId: string },
): UpdateItemCommandInput {
  const { owner, expiresAt, freeSince, writeId, now } = write;
  return updateRequest(write, {
    // The first token is the time: so tokens grow on even if the item, or the table, was deleted meanwhile.
    set: '#owner = :owner, #token = if_not_exists(#token, :before) + :one, #expiresAt = :expiresAt, #writeId = :writeId',
    condition: 'attribute_not_exists(#expiresAt) OR #expiresAt <= :freeSince',
    values: {
      ':owner': { S: owner },
      // A clock of one's own may tell parts of milliseconds.
      ':before': ofNumber(Math.floor(now) - 1),
      ':one': ofNumber(1),
      ':expiresAt': ofNumber(expiresAt),
      ':freeSince': ofNumber(freeSince),
      ':writeId': { S: writeId },
    },
  });
}

const STILL_OURS = '#token = :token AND #owner = :owner AND #expiresAt > :released';

/** Moves the end of a lease that is still the holder's. */
export function renewRequest(write: LeaseWrite & { readonly token: number }): UpdateItemCommandInput {
  return updateRequest(write, {
    set: '#expiresAt = :expiresAt',
    condition: STILL_OURS,
    values: { ...holder(write), ':expiresAt': ofNumber(write.expiresAt) },
  });
}

/** Ends a lease that is still the holder's. The item stays, for the sake of its token. */
export function releaseRequest(
  write: LeaseWrite & { readonly token: number; readonly releaseId: string },
): UpdateItemCommandInput {
  return updateRequest(write, {
    set: '#expiresAt = :released, #releaseId = :releaseId',
    condition: STILL_OURS,
    values: { ...holder(write), ':releaseId': { S: write.releaseId } },
  });
}

export function readRequest({ tableName, key }: LeasePlace): GetItemCommandInput {
  return { TableName: tableName, Key: { [KEY_ATTRIBUTE]: { S: key } }, ConsistentRead: true };
}

export function createTableRequest(tableName: string): CreateTableCommandInput {
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: KEY_ATTRIBUTE, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: KEY_ATTRIBUTE, KeyType: 'HASH' }],
  };
}

/** Reads an item; `undefined` for one that no lease has written. */
export function toLeaseRecord(item: Record<string, AttributeValue> | undefined): LeaseRecord | undefined {
  if (item === undefined) return undefined;
  const text = (name: NamePlaceholder): string | undefined => item[NAMES[name]]?.S;
  const number = (name: NamePlaceholder): number => Number(item[NAMES[name]]?.N);
  const record = {
    owner: text('#owner') ?? '',
    token: number('#token'),
    expiresAt: number('#expiresAt'),
    writeId: text('#writeId'),
    releaseId: text('#releaseId'),
  };
  return Number.isNaN(record.token) || Number.isNaN(record.expiresAt) ? undefined : record;
}

interface UpdateParts {
  readonly set: string;
  readonly condition: string;
  readonly values: Record<string, AttributeValue>;
}

function updateRequest(
  { tableName, key, forgetAt }: LeaseWrite,
  { set, condition, values }: UpdateParts,
): UpdateItemCommandInput {
  // Without it, an item that another store let be forgotten would be so in the middle of this lease.
  const forgetting = forgetAt === undefined ? ' REMOVE #forgetAt' : ', #forgetAt = :forgetAt';
  const update = `SET ${set}${forgetting}`;
  const used = Object.entries(NAMES).filter(([name]) => `${update} ${condition}`.includes(name));
  return {
    TableName: tableName,
    Key: { [KEY_ATTRIBUTE]: { S: key } },
    UpdateExpression: update,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(used),
    ExpressionAttributeValues: {
      ...values,
      ...(forgetAt === undefined ? {} : { ':forgetAt': ofNumber(forgetAt) }),
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

function holder({ owner, token }: { readonly owner: string; readonly token: number }) {
  return { ':owner': { S: owner }, ':token': ofNumber(token), ':released': ofNumber(0) };
}

function ofNumber(value: number): AttributeValue {
  return { N: String(value) };
}
