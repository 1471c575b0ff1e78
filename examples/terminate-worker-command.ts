import { disconnect, prepareWorker } from './aws.js';

// The handler of a command: it clears the tags of a worker and terminates it, however often it is asked to.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });

//#region program
async function terminateWorker(command: { workerId: string; lab: string }): Promise<boolean> {
  const { workerId, lab } = command;
  const { change } = await fleet.release(workerId, { lab, then: 'terminate' });
  return change?.changed ?? false;
}
//#endregion program

const tags = { ManagedBy: 'CML-Cloud-Manager', AssignedLab: 'CCNA-Lab-5' };
const workerId = await prepareWorker({ tags });
console.log('terminated now:', await terminateWorker({ workerId, lab: 'CCNA-Lab-5' }));
console.log('terminated now:', await terminateWorker({ workerId, lab: 'CCNA-Lab-5' }));
await disconnect();
