import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbLeaseStore } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { describeLeaseContract } from './lease-contract.js';
import { LeaseSimulation, TABLE } from './lease-simulation.js';

const KEY = 'nightly-clean-up';
const ONE = { owner: 'scheduler-1', durationSeconds: 30 };
const OTHER = { owner: 'scheduler-2', durationSeconds: 30 };

describeLeaseContract('a simulated DynamoDB', async () => {
  const simulation = await LeaseSimulation.start();
  return { clock: simulation.clock, skewSeconds: 5, open: () => simulation.open() };
});

describe('a DynamoDbLeaseStore', () => {
  it('counts an acquisition once whose reply is lost', async () => {
    const { aws, open, actions, read } = await started();
    const store = open();
    aws.fail({ action: 'UpdateItem', effect: 'lost-reply', times: 2 });

    const lease = await store.acquire(KEY, ONE);

    expect(lease).toEqual(await read(KEY));
    expect(actions().filter((action) => action === 'UpdateItem')).toHaveLength(3);
    expect(lease?.token).toBe(aws.clock.now() - waitedMs(aws.requests));
  });

  it('sees an acquisition as lost whose reply is lost, if somebody else has the lease by then', async () => {
    const { aws, open, clock } = await started();
    const mine = open({ maxAttempts: 1 });
    aws.fail({ action: 'UpdateItem', effect: 'lost-reply' });

    const error = await failure(mine.acquire(KEY, ONE));
    await clock.advance(35_000);
    const theirs = await open().acquire(KEY, OTHER);

    expect(error).toMatchObject({ kind: 'network', operation: 'DynamoDbLeaseStore.acquire' });
    expect(theirs).toMatchObject({ owner: 'scheduler-2' });
    expect(await mine.acquire(KEY, ONE)).toBeUndefined();
  });

  it('knows a release as its own whose reply is lost, even if the lease is taken before the next try', async () => {
    const { aws, clock } = await LeaseSimulation.start({ autoAdvance: true });
    const options = { tableName: TABLE, region: 'us-east-1', credentials: aws.credentialsProvider, clock };
    const other = new DynamoDbLeaseStore({ ...options, requestHandler: aws.requestHandler });
    // Somebody else is quicker than our second attempt.
    const handler = aws.requestHandler;
    let taken: Promise<unknown> | undefined;
    const requestHandler = {
      handle: async (...call: Parameters<typeof handler.handle>) => {
        try {
          return await handler.handle(...call);
        } catch (error) {
          taken = other.acquire(KEY, OTHER);
          await taken;
          throw error;
        }
      },
    } as unknown as typeof handler;
    const store = new DynamoDbLeaseStore({ ...options, requestHandler });
    const lease = await store.acquire(KEY, ONE);
    if (lease === undefined) throw new Error('Nobody should hold it.');
    aws.fail({ action: 'UpdateItem', effect: 'lost-reply' });

    const released = await store.release(lease);

    expect(await taken).toMatchObject({ owner: 'scheduler-2' });
    expect(released).toBe(true);
    expect(await other.read(KEY)).toMatchObject({ owner: 'scheduler-2' });
  });

  it('recognises its writes when an SDK client of the caller tries again by itself', async () => {
    const { aws, clock } = await LeaseSimulation.start();
    const { requestHandler, credentials } = aws;
    const client = new DynamoDBClient({ region: 'us-east-1', requestHandler, credentials });
    const store = new DynamoDbLeaseStore({ tableName: TABLE, client, clock });
    aws.fail({ action: 'UpdateItem', effect: 'lost-reply' });

    const lease = await store.acquire(KEY, ONE);
    store.destroy();

    expect(lease).toMatchObject({ owner: 'scheduler-1', token: clock.now() });
    expect(await client.config.region()).toBe('us-east-1');
    client.destroy();
  });

  it('grows its tokens on when somebody has deleted the table', async () => {
    const simulation = await LeaseSimulation.start();
    const { aws, clock } = simulation;
    const store = simulation.open();
    const first = await store.acquire(KEY, ONE);
    const { requestHandler, credentials } = aws;
    const client = new DynamoDBClient({ region: 'us-east-1', requestHandler, credentials });
    const { DeleteTableCommand } = await import('@aws-sdk/client-dynamodb');
    await client.send(new DeleteTableCommand({ TableName: TABLE }));
    const creating = store.createTable();
    await clock.advance(5_000);
    await creating;

    const second = await store.acquire(KEY, ONE);

    expect(second?.token).toBeGreaterThan(first?.token ?? Number.POSITIVE_INFINITY);
  });

  it('keeps the leases of programs apart by the prefix of their keys', async () => {
    const { open } = await started();

    const leases = await Promise.all([
      open({ keyPrefix: 'labs/' }).acquire(KEY, ONE),
      open({ keyPrefix: 'tests/' }).acquire(KEY, OTHER),
    ]);

    expect(leases).toMatchObject([{ key: KEY }, { key: KEY, owner: 'scheduler-2' }]);
  });

  it('reads what is written a moment ago', async () => {
    const { open, aws } = await started();
    const store = open();

    await store.read(KEY);

    expect(aws.requests.at(-1)?.parameters).toMatchObject({ ConsistentRead: true });
  });
});

async function started() {
  const simulation = await LeaseSimulation.start({ autoAdvance: true });
  const { aws, clock } = simulation;
  return {
    aws,
    clock,
    open: simulation.open.bind(simulation),
    read: (key: string) => simulation.open().read(key),
    actions: () => simulation.actions,
  };
}

/** How long the retries took, from the first request on. */
function waitedMs(requests: readonly { readonly action: string; readonly at: number }[]): number {
  const writes = requests.filter(({ action }) => action === 'UpdateItem');
  return (requests.at(-1)?.at ?? 0) - (writes[0]?.at ?? 0);
}
