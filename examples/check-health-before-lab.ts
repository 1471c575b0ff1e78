import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// A service gives a lab to a worker only if the worker is healthy.

import { Ec2WorkerClient, WorkerUnhealthyError } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
const instanceId = await prepareWorker({ tags: { ManagedBy: 'CML-Cloud-Manager' } });
simulatedAws?.impair(instanceId, { check: 'system' });

//#region program
try {
  await fleet.assign(instanceId, { lab: 'CCNA-Lab-5', student: 'john.doe@example.com' });
} catch (error) {
  if (!WorkerUnhealthyError.isInstance(error)) throw error;
  console.log(`${error.checks?.systemStatus}: ${error.message}`);
}
//#endregion program

simulatedAws?.recover(instanceId);
const { assignment } = await fleet.assign(instanceId, { lab: 'CCNA-Lab-5', student: 'john.doe@example.com' });
console.log(`${assignment?.lab} of ${assignment?.student} runs on ${instanceId}`);
await disconnect();
