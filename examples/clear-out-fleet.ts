import { disconnect, prepareWorker } from './aws.js';

// An operator ends many workers at once: first a plan, then exactly that.

import { Ec2WorkerClient, OperationNotPermittedError } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
const old = { ManagedBy: 'CML-Cloud-Manager', CMLVersion: '2.6.1' };
await Promise.all([
  prepareWorker({ name: 'cml-worker-001', tags: old }),
  prepareWorker({ name: 'cml-worker-002', tags: { ...old, AssignedLab: 'CCNA-Lab-5' } }),
  prepareWorker({ name: 'cml-worker-003', tags: { ...old, Protected: 'true' } }),
  prepareWorker({ name: 'cml-worker-004', tags: { ...old, CMLVersion: '2.8.1' } }),
]);

//#region program
const { plan, message } = await fleet.terminateWorkers({ cmlVersions: ['2.6'] }, { dryRun: true });
console.log(message);
for (const { name, reason } of plan.refused) console.log(`${name} is left alone: ${reason}`);

const { results } = await fleet.terminateWorkers(plan);
for (const { name, outcome } of results) console.log(`${name}: ${outcome}`);

try {
  await fleet.terminateWorkers({}, { all: true, includeAssigned: true });
} catch (error) {
  if (!OperationNotPermittedError.isInstance(error)) throw error;
  console.log(error.message);
}
//#endregion program

await disconnect();
