import { disconnect, simulatedAws } from './aws.js';

// A service launches the newest of its own images, or one that AWS or a partner publishes under a parameter.

import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
simulatedAws?.putImage({ name: 'CML-2.8.1-Ubuntu-24.04', createdAt: new Date('2026-01-10') });
simulatedAws?.putImage({ name: 'CML-2.9.0-Ubuntu-24.04', createdAt: new Date('2026-03-02') });

//#region program
const [newest] = await client.images.find({ name: 'CML-2.*', architecture: 'x86_64' });
if (newest === undefined) throw new Error('There is no image to launch.');
const worker = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: newest.imageId,
  instanceType: 'm8i.4xlarge',
});
const bare = await client.createInstance({
  name: 'cml-builder',
  amiId: 'resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
  instanceType: 'm8i.4xlarge',
});
//#endregion program

console.log(`${worker.instanceId} runs ${worker.amiName}, made on ${newest.createdAt?.toDateString()}`);
console.log(`${bare.instanceId} runs ${bare.amiId}`);
await disconnect();
