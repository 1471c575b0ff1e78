import { AwsPriceList, DynamoDbLeaseStore, type Lease, WorkerFleet } from 'ec2-worker-client/fleet';
import type { Use, UseParts } from './used-actions.js';

const HOLD = { owner: 'scheduler-1', durationSeconds: 30 };

function leasesOf({ aws, clock }: UseParts): DynamoDbLeaseStore {
  const { requestHandler, credentialsProvider: credentials } = aws;
  return new DynamoDbLeaseStore({
    tableName: 'leases',
    forgetAfterDays: 30,
    region: 'us-east-1',
    requestHandler,
    credentials,
    clock,
  });
}

function pricesOf({ aws, clock }: UseParts): AwsPriceList {
  const { requestHandler, credentialsProvider: credentials } = aws;
  return new AwsPriceList({ requestHandler, credentials, clock });
}

/** What the fleet asks AWS for beside what the client does. */
export const FLEET_USES: readonly Use[] = [
  {
    method: 'DynamoDbLeaseStore.createTable',
    features: ['lease-table'],
    run: (parts) => leasesOf(parts).createTable(),
  },
  {
    method: 'DynamoDbLeaseStore',
    what: 'with its table',
    features: ['leases', 'lease-table'],
    run: async (parts) => {
      const leases = leasesOf(parts);
      await leases.createTable();
      const lease = (await leases.acquire('key', HOLD)) as Lease;
      await leases.renew(lease, HOLD);
      await leases.read('key');
      await leases.release(lease);
    },
  },
  {
    method: 'WorkerFleet.cost',
    features: ['information', 'volumes', 'prices'],
    optional: ['images'],
    run: async (parts) => {
      const fleet = new WorkerFleet({
        ...{ client: parts.client, clock: parts.clock },
        ownership: { key: 'Name', value: parts.running.name ?? '' },
      });
      const startTime = new Date(parts.clock.now() - 3_600_000);
      await fleet.cost({ window: { startTime }, prices: pricesOf(parts) });
    },
  },
];
