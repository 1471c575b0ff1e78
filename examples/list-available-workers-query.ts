import { disconnect, prepareWorker } from './aws.js';

// The handler of a query: which workers are healthy and free, and how many each department has.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { groupByTag, WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
const ours = { ManagedBy: 'CML-Cloud-Manager', CostCenter: 'CC-0042' };
await prepareWorker({ name: 'cml-worker-001', tags: { ...ours, AssignedLab: 'CCNA-Lab-5' } });
await prepareWorker({ name: 'cml-worker-002', tags: ours });

//#region program
const { workers } = await fleet.listAvailable();
for (const group of groupByTag(workers, 'CostCenter')) {
  console.log(`${group.value ?? 'nobody'} pays for ${group.workers.map(({ name }) => name).join(', ')}`);
}
//#endregion program

await disconnect();
