import { disconnect } from './aws.js';

// The handler of a command: it creates a worker and stores how it is.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { type FleetWorker, WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
const store = new Map<string, { name: string | undefined; state: string; healthy: boolean }>();

//#region program
async function createWorker(command: { name: string; owner: string }): Promise<FleetWorker> {
  const worker = await fleet.launch({
    name: command.name,
    createdBy: command.owner,
    amiId: 'ami-0123456789abcdef0',
    instanceType: 'c5.2xlarge',
  });
  const { instanceId, name, instanceState, healthy } = worker;
  store.set(instanceId, { name, state: instanceState, healthy });
  return worker;
}
//#endregion program

const { instanceId, tags } = await createWorker({ name: 'cml-worker-001', owner: 'ada' });
console.log(store.get(instanceId), tags);
await disconnect();
