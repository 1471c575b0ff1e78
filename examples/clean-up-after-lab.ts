import { disconnect, prepareWorker } from './aws.js';

// A student has finished a lab: the worker becomes free again, and rests or goes.

import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
async function cleanUpAfterLab(instanceId: string, keepWorker: boolean): Promise<void> {
  await client.removeTags(instanceId, ['AssignedLab', 'Student', 'LabStartTime', 'AutoShutdown']);
  if (keepWorker) await client.stopInstance(instanceId);
  else await client.terminateInstance(instanceId);
}
//#endregion program

const lab = { AssignedLab: 'CCNA-Lab-5', Student: 'john.doe@example.com', AutoShutdown: 'true' };
const kept = await prepareWorker({ name: 'cml-worker-001', tags: lab });
const ended = await prepareWorker({ name: 'cml-worker-002', tags: lab });

await Promise.all([cleanUpAfterLab(kept, true), cleanUpAfterLab(ended, false)]);
for (const instanceId of [kept, ended]) {
  const { name, instanceState, tags } = await client.getInstanceDetails(instanceId);
  console.log(`${name} is ${instanceState} and has the tags`, tags);
}
await disconnect();
