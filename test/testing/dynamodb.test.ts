import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { type Simulation, simulate } from './simulation.js';

const TABLE = 'things';
const Key = { id: { S: 'one' } };

function clientOf({ aws }: Simulation, region = 'us-east-1'): DynamoDBClient {
  const { requestHandler, credentials } = aws;
  return new DynamoDBClient({ region, requestHandler, credentials, maxAttempts: 1 });
}

const creation = new CreateTableCommand({
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
});

/** A table with one item, and what is made of it. */
async function prepare() {
  const simulation = simulate();
  const client = clientOf(simulation);
  await client.send(creation);
  await simulation.aws.advance(5_000);
  const Item = { ...Key, count: { N: '5' }, state: { S: 'busy' } };
  await client.send(new PutItemCommand({ TableName: TABLE, Item }));
  const read = async () => (await client.send(new GetItemCommand({ TableName: TABLE, Key }))).Item;
  const update = (input: Partial<UpdateItemCommandInput>) =>
    client.send(new UpdateItemCommand({ TableName: TABLE, Key, ReturnValues: 'ALL_NEW', ...input }));
  return { ...simulation, client, read, update };
}

const NAMES = { '#c': 'count', '#s': 'state' };

describe('the tables of the simulated DynamoDB', () => {
  it('come up after a while, in their region alone, and can be dropped', async () => {
    const simulation = simulate();
    const client = clientOf(simulation);
    const statusOf = async () =>
      (await client.send(new DescribeTableCommand({ TableName: TABLE }))).Table?.TableStatus;

    await client.send(creation);
    const [early, write] = [await statusOf(), new PutItemCommand({ TableName: TABLE, Item: Key })];
    await expect(client.send(write)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await simulation.aws.advance(5_000);
    const later = await statusOf();
    await client.send(write);

    expect([early, later]).toEqual(['CREATING', 'ACTIVE']);
    await expect(client.send(creation)).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await expect(clientOf(simulation, 'eu-west-1').send(write)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await client.send(new DeleteTableCommand({ TableName: TABLE }));
    await expect(statusOf()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the items of the simulated DynamoDB', () => {
  it.each<[string, boolean]>([
    ['#c = :five', true],
    ['#c <> :five', false],
    ['#c < :nine AND #c <= :five', true],
    ['#c > :nine OR #c >= :five', true],
    ['NOT #c > :five AND :nine > #c', true],
    ['attribute_exists(#c) AND attribute_not_exists(#s)', false],
    ['attribute_not_exists(#c) OR (#s = :busy AND #c = :five)', true],
    ['(attribute_not_exists(#c) OR #s = :busy) AND #c = :nine', false],
    ['missing <> :five AND NOT missing = :five', true],
    // Nine is more than ten as text, and text is never equal to a number.
    ['#c < :text', false],
    [':nine < :ten', true],
  ])('are written if %s: %s', async (ConditionExpression, holds) => {
    const { update, read } = await prepare();
    const values = {
      ':five': { N: '5.0' },
      ':nine': { N: '9' },
      ':ten': { N: '10' },
      ':busy': { S: 'busy' },
      ':text': { S: '9' },
    };
    const isUsed = ([name]: [string, unknown]) => new RegExp(`${name}\\b`).test(`${ConditionExpression} #n`);

    const writing = update({
      ConditionExpression,
      UpdateExpression: 'SET #n = :new',
      ExpressionAttributeNames: {
        ...Object.fromEntries(Object.entries(NAMES).filter(isUsed)),
        '#n': 'note',
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(values).filter(isUsed)),
        ':new': { S: 'written' },
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

    const unchanged = { ...Key, count: { N: '5' }, state: { S: 'busy' } };
    if (holds) {
      expect((await writing).Attributes).toEqual({ ...unchanged, note: { S: 'written' } });
    } else {
      await expect(writing).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
        Item: unchanged,
      });
      expect(await read()).toEqual(unchanged);
    }
  });

  it('are updated by sums, by what is there, and by what is not', async () => {
    const { update, read } = await prepare();

    const { Attributes } = await update({
      UpdateExpression: 'SET #c = #c + :one, made = if_not_exists(made, :zero) - :one, copy = #c REMOVE #s',
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: { ':one': { N: '1' }, ':zero': { N: '0' } },
    });

    // Every operand is as it was before.
    expect(Attributes).toEqual({ ...Key, count: { N: '6' }, made: { N: '-1' }, copy: { N: '5' } });
    expect(await read()).toEqual(Attributes);
  });

  it('are put and deleted on conditions too, and tell what was before', async () => {
    const { client, read } = await prepare();
    const ConditionExpression = 'attribute_not_exists(id)';
    const put = new PutItemCommand({ TableName: TABLE, Item: Key, ConditionExpression });

    await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    const deleted = await client.send(
      new DeleteItemCommand({ TableName: TABLE, Key, ReturnValues: 'ALL_OLD' }),
    );
    await client.send(put);

    expect(deleted.Attributes?.['count']).toEqual({ N: '5' });
    expect(await read()).toEqual(Key);
  });

  it.each<[string, Partial<UpdateItemCommandInput>]>([
    ['unused in expressions: keys: {:x}', { ExpressionAttributeValues: { ':x': { N: '1' } } }],
    ['value used in expression is not defined; attribute value: :x', { UpdateExpression: 'SET a = :x' }],
    ['attribute name: #x', { UpdateExpression: 'REMOVE #x' }],
    ['Syntax error; token: "="', { UpdateExpression: 'SET = a' }],
    ['can not be empty', { UpdateExpression: ' ' }],
    ['does not match the schema', { Key: { other: { S: 'one' } } }],
    ['does not match the schema', { Key: { id: { N: '1' } } }],
    ['part of the key', { UpdateExpression: 'REMOVE id' }],
    ['does not exist in the item', { UpdateExpression: 'SET a = missing' }],
    ['overlap with each other', { UpdateExpression: 'REMOVE a, a' }],
    ['has no ADD in updates', { UpdateExpression: 'ADD a :x' }],
    ['has no function list_append', { UpdateExpression: 'SET a = list_append(a, a)' }],
    ['has no paths into documents', { UpdateExpression: 'REMOVE a.b' }],
    ['has no function contains in conditions', { ConditionExpression: 'contains(a, b)' }],
    ['has no BETWEEN in conditions', { ConditionExpression: 'a BETWEEN b AND c' }],
    ['has no Expected', { Expected: {} }],
    ['has no ReturnValues UPDATED_NEW', { ReturnValues: 'UPDATED_NEW' }],
  ])('refuse what is wrong or not simulated: %s', async (text, input) => {
    const { update, read } = await prepare();
    const before = await read();

    await expect(update(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(text),
    });
    expect(await read()).toEqual(before);
  });

  it('can be forbidden, by the table', async () => {
    const { aws, client, read } = await prepare();
    aws.iam.deny({ action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:us-east-1:*:table/things' });

    await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(aws.requests.at(-1)).toMatchObject({ service: 'dynamodb', action: 'GetItem' });
    await expect(client.send(new DescribeTableCommand({ TableName: TABLE }))).resolves.toBeDefined();
  });
});
