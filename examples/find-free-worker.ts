import { disconnect, prepareWorker } from './aws.js';

// A service looks for a worker without a lab: the tag `AssignedLab` tells.

import { Ec2WorkerClient, type WorkerInstance } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
async function findFreeWorker(): Promise<WorkerInstance | undefined> {
  const workers = await client.listInstances({
    states: ['running'],
    tags: { ManagedBy: 'CML-Cloud-Manager' },
  });
  return workers.find(({ tags }) => tags['AssignedLab'] === undefined);
}
//#endregion program

const ours = { ManagedBy: 'CML-Cloud-Manager' };
await prepareWorker({ name: 'cml-worker-001', tags: { ...ours, AssignedLab: 'CCNA-Lab-5' } });
await prepareWorker({ name: 'cml-worker-002', tags: ours });

const worker = await findFreeWorker();
console.log(worker === undefined ? 'every worker has a lab' : `${worker.name} is free`);
await disconnect();
