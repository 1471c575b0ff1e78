import { disconnect } from '../aws.js';

// A service hears of every change of its workers, from the same looks that its waits share.

//#region program
import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const { instances } = await client.createInstances({
  name: 'cml-worker',
  count: 2,
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
});

const healthy = new Set<string>();
for await (const { instanceId, kind, instanceState, checks, error } of client.watch(instances)) {
  console.log(instanceId, kind, instanceState ?? error?.message ?? '');
  if (checks?.healthy === true) healthy.add(instanceId);
  if (healthy.size === instances.length) break; // leaves the poller
}
console.log(`${healthy.size} workers are healthy`);
//#endregion program

await disconnect();
