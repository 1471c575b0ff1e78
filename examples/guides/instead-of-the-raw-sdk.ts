import { disconnect } from '../aws.js';

// The same with this package.

//#region program
import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const launched = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
});
const worker = await client.waitUntilHealthy(launched);
await client.addTags(worker, { AssignedLab: 'A' });
console.log(worker.privateIp);
await client.terminateInstance(worker);
//#endregion program

await disconnect();
