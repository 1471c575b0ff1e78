import { disconnect, prepareWorker } from './aws.js';

// A scheduler, of which there are several, gives a worker to a lab and takes it back.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { DynamoDbLeaseStore, WorkerFleet } from 'ec2-worker-client/fleet';

await using setup = new DynamoDbLeaseStore({ tableName: 'worker-leases', region: 'us-east-1' });
await setup.createTable();
await prepareWorker({ tags: { ManagedBy: 'lab-service', CMLVersion: '2.9.0' } });

//#region program
const client = new Ec2WorkerClient({ region: 'us-east-1' });
await using leases = new DynamoDbLeaseStore({ tableName: 'worker-leases', region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'lab-service' }, leases });

const lab = { lab: 'bgp-101', student: 'ada' };
const worker = await fleet.acquire({ cmlVersions: ['2.9'] }, lab);
if (worker !== undefined) {
  console.log(`${worker.name} is in ${worker.assignment?.lab}`);
  await fleet.release(worker, { then: 'stop', lab: lab.lab });
}
//#endregion program

await disconnect();
