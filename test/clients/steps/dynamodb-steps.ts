import type { Step } from '../step.js';

const TABLE = { TableName: 'leases' };
const KEY = { worker: { S: 'w-1' } };
const FREE = {
  ConditionExpression: 'attribute_not_exists(#key)',
  ExpressionAttributeNames: { '#key': 'worker' },
};

/** A table of leases, and one item of it. */
export const dynamoDbSteps: readonly Step[] = [
  {
    name: 'make a table',
    service: 'dynamodb',
    action: 'CreateTable',
    input: {
      ...TABLE,
      AttributeDefinitions: [{ AttributeName: 'worker', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'worker', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
    observe: ['TableDescription.[TableName, ItemCount]'],
    expect: [['leases', 0]],
  },
  {
    name: 'make a table that is there',
    service: 'dynamodb',
    action: 'CreateTable',
    input: {
      ...TABLE,
      AttributeDefinitions: [{ AttributeName: 'worker', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'worker', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
    expect: 'ResourceInUseException',
  },
  {
    name: 'describe a table',
    service: 'dynamodb',
    action: 'DescribeTable',
    input: TABLE,
    settleSeconds: 2.5,
    observe: ['Table.[TableStatus, KeySchema, BillingModeSummary.BillingMode]'],
    expect: [['ACTIVE', [{ AttributeName: 'worker', KeyType: 'HASH' }], 'PAY_PER_REQUEST']],
  },
  {
    name: 'have a table drop what is old',
    service: 'dynamodb',
    action: 'UpdateTimeToLive',
    input: { ...TABLE, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } },
    observe: ['TimeToLiveSpecification.[AttributeName, Enabled]'],
    expect: [['expires', true]],
  },
  {
    name: 'when a table drops what is old',
    service: 'dynamodb',
    action: 'DescribeTimeToLive',
    input: TABLE,
    observe: ['TimeToLiveDescription.[AttributeName, TimeToLiveStatus]'],
    expect: [['expires', 'ENABLED']],
  },
  {
    name: 'put an item',
    service: 'dynamodb',
    action: 'PutItem',
    input: { ...TABLE, ...FREE, Item: { ...KEY, holder: { S: 'Löwe' }, expires: { N: '4000000000' } } },
    expect: [],
  },
  {
    name: 'put an item that is there',
    service: 'dynamodb',
    action: 'PutItem',
    input: { ...TABLE, ...FREE, Item: { ...KEY, holder: { S: 'other' } } },
    expect: 'ConditionalCheckFailedException',
  },
  {
    name: 'read an item',
    service: 'dynamodb',
    action: 'GetItem',
    input: { ...TABLE, Key: KEY, ConsistentRead: true },
    observe: ['Item.[holder.S, expires.N]'],
    expect: [['Löwe', '4000000000']],
  },
  {
    name: 'read an item that does not exist',
    service: 'dynamodb',
    action: 'GetItem',
    input: { ...TABLE, Key: { worker: { S: 'w-2' } } },
    observe: ['Item'],
    expect: [null],
  },
  {
    name: 'change an item on a condition',
    service: 'dynamodb',
    action: 'UpdateItem',
    input: {
      ...TABLE,
      Key: KEY,
      UpdateExpression: 'SET expires = :later',
      ConditionExpression: 'holder = :holder AND expires < :later',
      ExpressionAttributeValues: { ':holder': { S: 'Löwe' }, ':later': { N: '4100000000' } },
      ReturnValues: 'ALL_NEW',
    },
    observe: ['Attributes.expires.N'],
    expect: ['4100000000'],
  },
  {
    name: 'change an item that is not as expected',
    service: 'dynamodb',
    action: 'UpdateItem',
    input: {
      ...TABLE,
      Key: KEY,
      UpdateExpression: 'SET expires = :later',
      ConditionExpression: 'holder = :holder',
      ExpressionAttributeValues: { ':holder': { S: 'other' }, ':later': { N: '4200000000' } },
    },
    expect: 'ConditionalCheckFailedException',
  },
  {
    name: 'delete an item',
    service: 'dynamodb',
    action: 'DeleteItem',
    input: { ...TABLE, Key: KEY, ReturnValues: 'ALL_OLD' },
    observe: ['Attributes.holder.S'],
    expect: ['Löwe'],
  },
  {
    name: 'delete a table',
    service: 'dynamodb',
    action: 'DeleteTable',
    input: TABLE,
    observe: ['TableDescription.TableName'],
    expect: ['leases'],
  },
  {
    name: 'put an item into no table',
    service: 'dynamodb',
    action: 'PutItem',
    input: { ...TABLE, Item: KEY },
    expect: 'ResourceNotFoundException',
  },
];
