import { disconnect } from './aws.js';

// A service keeps a record of each worker, and wants it to be right whenever the worker's status changes.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const { instanceId } = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
  tags: { ManagedBy: 'lab-service' },
});
await client.waitUntilHealthy(instanceId, { minDelay: 0.5, maxDelay: 0.5 });
setTimeout(() => void client.stopInstance(instanceId), 1_000);

//#region program
const fleet = new WorkerFleet({ client, ownership: { value: 'lab-service' } });
const records = new Map<string, { state: string; health: string }>();

for await (const event of fleet.monitor({ minDelay: 0.5, maxDelay: 0.5 })) {
  if (!('worker' in event)) continue;
  const { instanceId } = event.worker;
  const record = records.get(instanceId) ?? { state: 'unknown', health: 'unknown' };
  if (event.type === 'appeared') record.state = event.instance.instanceState;
  if (event.type === 'appeared') record.health = event.instance.healthy ? 'healthy' : 'unknown';
  if (event.type === 'state-changed') record.state = event.to;
  if (event.type === 'health-changed') record.health = event.to;
  if (event.type === 'vanished') records.delete(instanceId);
  else records.set(instanceId, record);
  console.log(event.type, records.get(instanceId));
  if (record.state === 'stopped') break;
}
//#endregion program

await disconnect();
