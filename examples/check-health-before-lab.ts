import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// A service gives a lab to a worker only if the worker is healthy.

import { Ec2WorkerClient, WorkerUnhealthyError } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
async function assignLab(instanceId: string, lab: string): Promise<void> {
  const checks = await client.getInstanceStatusChecks(instanceId);
  if (!checks.healthy) throw new WorkerUnhealthyError({ checks });
  await client.addTags(instanceId, { AssignedLab: lab });
}
//#endregion program

const instanceId = await prepareWorker();
simulatedAws?.impair(instanceId, { check: 'system' });
try {
  await assignLab(instanceId, 'CCNA-Lab-5');
} catch (error) {
  if (!WorkerUnhealthyError.isInstance(error)) throw error;
  console.log(`${error.name}: ${error.message}`);
}

simulatedAws?.recover(instanceId);
await assignLab(instanceId, 'CCNA-Lab-5');
console.log('CCNA-Lab-5 runs on', instanceId);
await disconnect();
