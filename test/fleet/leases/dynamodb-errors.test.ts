import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Ec2WorkerError } from 'ec2-worker-client';
import { DynamoDbLeaseStore, type DynamoDbLeaseStoreOptions } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { LeaseSimulation, TABLE } from './lease-simulation.js';

const KEY = 'nightly-clean-up';
const ONE = { owner: 'scheduler-1', durationSeconds: 30 };

describe('a DynamoDbLeaseStore fails with an error of this package', () => {
  it('that names the table that is missing, and says how it is made', async () => {
    const simulation = await LeaseSimulation.start();
    const store = simulation.open({ tableName: 'elsewhere' });

    const error = await failure(store.acquire(KEY, ONE));

    expect(error).toMatchObject({
      kind: 'resource-not-found',
      operation: 'DynamoDbLeaseStore.acquire',
      region: 'us-east-1',
      code: 'ResourceNotFoundException',
    });
    expect(error.message).toMatch(
      /^DynamoDbLeaseStore\.acquire in us-east-1 failed: there is no table "elsewhere"/,
    );
    expect(error.message).toContain('createTable()');
  });

  it.each([
    ['throttled', 'ProvisionedThroughputExceededException'],
    ['throttled', 'ThrottlingException'],
    ['throttled', 'RequestLimitExceeded'],
    ['service-unavailable', 'InternalServerError'],
  ])('of the kind %s after its last attempt, for %s', async (kind, code) => {
    const simulation = await LeaseSimulation.start({ autoAdvance: true });
    simulation.aws.fail({
      action: 'UpdateItem',
      code,
      times: 4,
      httpStatus: kind === 'throttled' ? 400 : 500,
    });

    const error = await failure(simulation.open().acquire(KEY, ONE));

    expect(error).toMatchObject({ kind, code, retryable: true });
    expect(simulation.actions).toHaveLength(4);
  });

  it('that names the action and the table that are not allowed', async () => {
    const simulation = await LeaseSimulation.start();
    simulation.aws.iam.deny({ action: 'dynamodb:UpdateItem', resource: `*:table/${TABLE}` });

    const error = await failure(simulation.open().acquire(KEY, ONE));

    expect(error).toMatchObject({ kind: 'permission-denied', action: 'dynamodb:UpdateItem' });
    expect(await simulation.open().read(KEY)).toBeUndefined();
  });

  it('when it is destroyed', async () => {
    const simulation = await LeaseSimulation.start();
    const store = simulation.open();
    await store.read(KEY);
    store.destroy();

    const error = await failure(store.acquire(KEY, ONE));

    expect(error).toMatchObject({ kind: 'aborted' });
    expect(error.message).toContain('was destroyed');
  });

  it('as soon as its signal aborts, while it waits for another attempt', async () => {
    const simulation = await LeaseSimulation.start();
    simulation.aws.fail({ action: 'UpdateItem', code: 'ThrottlingException', times: 4 });
    const controller = new AbortController();
    const acquiring = failure(simulation.open().acquire(KEY, { ...ONE, abortSignal: controller.signal }));
    await simulation.clock.advance(0);

    controller.abort(new Error('enough'));

    expect(await acquiring).toMatchObject({ kind: 'aborted' });
  });

  it.each<[string, Partial<DynamoDbLeaseStoreOptions>]>([
    ['tableName', { tableName: 'no' }],
    ['clockSkewSeconds', { clockSkewSeconds: -1 }],
    ['clockSkewSeconds', { clockSkewSeconds: 301 }],
    ['forgetAfterDays', { forgetAfterDays: 0 }],
    ['maxAttempts', { maxAttempts: 0 }],
    ['keyPrefix', { keyPrefix: 'x'.repeat(256) }],
    ['region', { client: new DynamoDBClient({}), region: 'us-east-1' }],
  ])('for a wrong %s', (parameter, options) => {
    expect(() => new DynamoDbLeaseStore({ tableName: TABLE, ...options })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter }),
    );
  });

  it('for an error of the SDK whatever it is', async () => {
    const simulation = await LeaseSimulation.start();
    simulation.aws.fail({ action: 'GetItem', code: 'SomethingNew', message: 'Something new happened.' });

    const error = await failure(simulation.open().read(KEY));

    expect(Ec2WorkerError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ kind: 'unknown', code: 'SomethingNew' });
  });
});
