import { disconnect, prepareWorker } from './aws.js';

// A worker has become too small for its labs: it is stopped, given a larger type, and started again.

import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const instanceId = await prepareWorker({ instanceType: 'm8i.2xlarge' });

//#region program
await client.stopInstance(instanceId);
await client.waitUntilStopped(instanceId);
await client.changeInstanceType(instanceId, 'm8i.8xlarge');
await client.startInstance(instanceId);
const worker = await client.waitUntilHealthy(instanceId);
//#endregion program

console.log(`${worker.instanceId} is healthy again, now as ${worker.instanceType}`);
await disconnect();
