import { disconnect } from './aws.js';

// A service creates a worker, shows how it comes up, and marks it as its own once it is healthy.

import { Ec2WorkerClient, type WaitProgress } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
const report = ({ elapsedSeconds, message }: WaitProgress): void => {
  console.log(`after ${elapsedSeconds.toFixed()} s: ${message}`);
};
const worker = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  amiName: 'CML-2.7.0-Ubuntu-22.04',
  instanceType: 'c5.2xlarge',
  securityGroupIds: ['sg-0123456789abcdef0'],
  subnetId: 'subnet-0123456789abcdef0',
  keyName: 'cml-worker-key',
});
await client.waitUntilHealthy(worker, { onProgress: report });
const tags = { Environment: 'Production', ManagedBy: 'CML-Cloud-Manager', CMLVersion: '2.7.0' };
await client.addTags(worker, tags);
//#endregion program

console.log(`${worker.instanceId} is healthy and has the tags`, await client.getTags(worker));
await disconnect();
