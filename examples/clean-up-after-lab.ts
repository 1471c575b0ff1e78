import { disconnect, prepareWorker } from './aws.js';

// A student has finished a lab: the worker becomes free again, and rests or goes.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
const tags = {
  ManagedBy: 'CML-Cloud-Manager',
  AssignedLab: 'CCNA-Lab-5',
  Student: 'john.doe@example.com',
  AutoShutdown: 'true',
};
const kept = await prepareWorker({ name: 'cml-worker-001', tags });
const ended = await prepareWorker({ name: 'cml-worker-002', tags });

//#region program
await fleet.release(kept, { lab: 'CCNA-Lab-5', then: 'stop' });
await fleet.release(ended, { lab: 'CCNA-Lab-5', then: 'terminate' });
//#endregion program

for (const instanceId of [kept, ended]) {
  const { name, instanceState, tags: left } = await client.getInstanceDetails(instanceId);
  console.log(`${name} is ${instanceState} and has the tags`, left);
}
await disconnect();
