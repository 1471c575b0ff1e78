import { DynamoDbLeaseStore, InMemoryLeaseStore, type LeaseStore } from 'ec2-worker-client/fleet';
import type { FleetStage } from '../fleet-stage.js';

/** Lease stores for processes of a stage: each call gives another process its own, with the leases of all. */
export type OpenLeases = () => LeaseStore;

/** The stores of this package, as processes of a stage share them. */
export const LEASE_WORLDS: readonly {
  readonly name: string;
  readonly start: (stage: FleetStage) => Promise<OpenLeases>;
}[] = [
  {
    name: 'an InMemoryLeaseStore',
    start: ({ clock }) => {
      const store = new InMemoryLeaseStore({ clock });
      return Promise.resolve(() => store);
    },
  },
  {
    name: 'a DynamoDbLeaseStore',
    start: async ({ aws, clock }) => {
      const { requestHandler, credentialsProvider: credentials } = aws;
      const region = 'us-east-1';
      const open = () =>
        new DynamoDbLeaseStore({ tableName: 'leases', region, requestHandler, credentials, clock });
      await open().createTable();
      aws.clearRequests();
      return open;
    },
  },
];
