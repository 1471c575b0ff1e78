import { disconnect, prepareWorker } from './aws.js';

// The handler of a command: it gives a worker to a lab, or says why not.

import { Ec2WorkerClient, WorkerAssignedError, WorkerUnhealthyError } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });

//#region program
async function assignLab(command: { workerId: string; lab: string; student: string }): Promise<string> {
  const { workerId, lab, student } = command;
  try {
    const { assignment } = await fleet.assign(workerId, { lab, student });
    return `${lab} began at ${assignment?.startedAt?.toISOString()}`;
  } catch (error) {
    if (WorkerUnhealthyError.isInstance(error)) return `not healthy: ${error.message}`;
    if (WorkerAssignedError.isInstance(error)) return `taken by ${error.assignedLab}`;
    throw error;
  }
}
//#endregion program

const workerId = await prepareWorker({ tags: { ManagedBy: 'CML-Cloud-Manager' } });
console.log(await assignLab({ workerId, lab: 'CCNA-Lab-5', student: 'john.doe@example.com' }));
console.log(await assignLab({ workerId, lab: 'OSPF-Lab-1', student: 'jane.roe@example.com' }));
await disconnect();
