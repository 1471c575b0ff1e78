import { disconnect, prepareWorker } from './aws.js';

// The handler of a query: how a worker is now, and its tags.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });

//#region program
async function getWorkerDetails(query: { workerId: string }) {
  const { name, instanceState, checks, healthy, assignment, tags } = await fleet.get(query.workerId);
  return { name, instanceState, systemStatus: checks?.systemStatus, healthy, lab: assignment?.lab, tags };
}
//#endregion program

const tags = { ManagedBy: 'CML-Cloud-Manager', AssignedLab: 'CCNA-Lab-5' };
console.log(await getWorkerDetails({ workerId: await prepareWorker({ tags }) }));
await disconnect();
