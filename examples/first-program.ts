import { disconnect } from './aws.js';

// The whole life of a worker: launch it, wait until it is fit for work, end it.

//#region program
import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const launched = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
});
const worker = await client.waitUntilHealthy(launched);
console.log(`${worker.instanceId} is healthy at ${worker.privateIp}`);
await client.terminateInstance(worker);
//#endregion program

await disconnect();
