import { DynamoDbLeaseStore } from '../../../src/fleet/leases/dynamodb-lease-store.js';
import { systemClock } from '../../../src/time/clock.js';
import { type SchedulerPlan, schedule } from './scheduler.js';

/** Runs schedulers in a process of their own, and prints the turns that they had. */

type ProcessPlan = Pick<SchedulerPlan, 'workers' | 'turns' | 'holdMs'> & {
  readonly owners: readonly string[];
  readonly tableName: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

const { owners, tableName, endpoint, credentials, ...plan } = JSON.parse(
  process.argv[2] ?? '',
) as ProcessPlan;
const turns = await Promise.all(
  owners.map(async (owner) => {
    await using store = new DynamoDbLeaseStore({ tableName, endpoint, credentials, region: 'us-east-1' });
    return await schedule(store, { ...plan, owner, clock: systemClock, now: () => Date.now() });
  }),
);
console.log(JSON.stringify(Object.fromEntries(owners.map((owner, index) => [owner, turns[index]]))));
