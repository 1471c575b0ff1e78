import { DynamoDbLeaseStore } from 'ec2-worker-client/fleet';
import { ManualClock } from 'ec2-worker-client/testing';
import { expect, it } from 'vitest';
import { describeLeaseContract } from '../fleet/leases/lease-contract.js';
import { describeOnMoto } from './describe-on-moto.js';

const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-secret' };

describeOnMoto('a DynamoDbLeaseStore', (moto) => {
  const open = (clock: ManualClock, forgetAfterDays?: number) =>
    new DynamoDbLeaseStore({
      tableName: 'worker-leases',
      region: 'us-east-1',
      credentials: CREDENTIALS,
      endpoint: moto().url,
      clock,
      forgetAfterDays,
    });

  describeLeaseContract(
    'moto',
    async () => {
      await moto().reset();
      const clock = new ManualClock();
      await open(clock).createTable();
      return { clock, skewSeconds: 5, open: () => open(clock) };
    },
    // Its threads check and write without a lock: of requests that come at once, two may pass the same condition.
    { atomicWrites: false },
  );

  it('makes its table, and lets keys be forgotten', async () => {
    await moto().reset();
    const store = open(new ManualClock(), 30);

    const first = await store.createTable();
    const second = await store.createTable();

    expect([first.created, second.created]).toEqual([true, false]);
    expect(await store.acquire('key', { owner: 'a', durationSeconds: 10 })).toMatchObject({ owner: 'a' });
  });
});
