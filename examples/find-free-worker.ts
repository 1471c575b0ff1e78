import { disconnect, prepareWorker } from './aws.js';

// A service takes a worker without a lab: the tag `AssignedLab` tells.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
const ours = { ManagedBy: 'CML-Cloud-Manager' };
await prepareWorker({ name: 'cml-worker-001', tags: { ...ours, AssignedLab: 'CCNA-Lab-5' } });
await prepareWorker({ name: 'cml-worker-002', tags: ours });

//#region program
const lab = { lab: 'OSPF-Lab-1', student: 'jane.roe@example.com' };
const worker = await fleet.acquire({ instanceTypes: ['c5.2xlarge'] }, lab, { maxWaitTime: 60 });
console.log(worker === undefined ? 'every worker has a lab' : `${worker.name} is yours`);
//#endregion program

const again = await fleet.acquire({}, lab);
console.log(`whoever asks again gets the same: ${again?.name}`);
await disconnect();
