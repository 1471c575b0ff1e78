import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDbLeaseStore } from 'ec2-worker-client/fleet';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';

const TABLE = 'worker-leases';

function prepare(options: { readonly forgetAfterDays?: number } = {}) {
  const clock = new ManualClock({ autoAdvance: true });
  const aws = new SimulatedAws({ clock, maxClockSkewMs: Number.POSITIVE_INFINITY });
  const { requestHandler, credentials } = aws;
  const shared = { region: 'us-east-1', requestHandler, credentials } as const;
  const client = new DynamoDBClient({ ...shared, maxAttempts: 1 });
  const store = new DynamoDbLeaseStore({ tableName: TABLE, ...shared, clock, ...options });
  return { aws, clock, client, store };
}

describe('createTable', () => {
  it('makes a table that is paid per request, and waits until it can be used', async () => {
    const { aws, store } = prepare();

    const creation = await store.createTable();

    expect(creation).toEqual({ tableName: TABLE, created: true });
    expect(aws.requests[0]?.parameters).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' });
    expect(await store.acquire('key', { owner: 'a', durationSeconds: 10 })).toBeDefined();
  });

  it('takes a table that is there, also when several ask at once', async () => {
    const { store } = prepare();

    const creations = await Promise.all([store.createTable(), store.createTable()]);

    expect(creations.map(({ created }) => created).toSorted()).toEqual([false, true]);
  });

  it('refuses one that is for something else', async () => {
    const { client, store } = prepare();
    await client.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );

    const error = await failure(store.createTable());

    expect(error).toMatchObject({ kind: 'conflict', conflictsWith: 'name' });
    expect(error.message).toContain('"worker-leases" has another key than "leaseKey"');
  });

  it('says when the table is not ready in time, and ends with its signal', async () => {
    const { aws, store } = prepare();

    const never = await failure(store.createTable({ maxWaitTime: Number.NaN }));
    const asked = [...aws.requests];
    const late = await failure(store.createTable({ maxWaitTime: 1 }));
    const aborted = await failure(store.createTable({ abortSignal: AbortSignal.abort() }));

    expect(never).toMatchObject({ kind: 'invalid-parameter', parameter: 'maxWaitTime' });
    expect(asked).toEqual([]);
    expect(late).toMatchObject({ kind: 'incorrect-state', retryable: true });
    expect(aborted).toMatchObject({ kind: 'aborted' });
  });

  it('lets DynamoDB forget keys that nobody uses any more, and only those', async () => {
    const { client, store, clock } = prepare({ forgetAfterDays: 2 });
    await store.createTable();
    await store.createTable();
    const options = { owner: 'a', durationSeconds: 30 };
    const first = await store.acquire('unused', options);
    await store.acquire('used', options);
    await clock.advance(86_400_000);
    const again = await store.acquire('used', options);
    await clock.advance(1.5 * 86_400_000);

    const described = await client.send(new DescribeTimeToLiveCommand({ TableName: TABLE }));
    const [second, third] = [await store.acquire('unused', options), await store.acquire('used', options)];

    expect(described.TimeToLiveDescription).toMatchObject({ AttributeName: 'forgetAt' });
    // What was forgotten begins anew by the time, what was not goes on.
    expect(second?.token).toBe(clock.now());
    expect(second?.token).toBeGreaterThan(first?.token ?? Number.POSITIVE_INFINITY);
    expect(third?.token).toBe((again?.token ?? 0) + 1);
  });

  it('does not let another attribute end the items', async () => {
    const { client, store } = prepare({ forgetAfterDays: 2 });
    await prepareTable(store, client);

    expect(await failure(store.createTable())).toMatchObject({ kind: 'conflict' });
  });
});

async function prepareTable(store: DynamoDbLeaseStore, client: DynamoDBClient): Promise<void> {
  await store.createTable();
  const specification = { AttributeName: 'forgetAt', Enabled: false };
  await client.send(
    new UpdateTimeToLiveCommand({ TableName: TABLE, TimeToLiveSpecification: specification }),
  );
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: TABLE,
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    }),
  );
}
