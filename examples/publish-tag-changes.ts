import { EventEmitter } from 'node:events';
import { disconnect } from './aws.js';

// Other parts of a service want to hear of it when somebody changes the tags of a worker, wherever that was done.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const bus = new EventEmitter();
bus.on('worker-tags-changed', console.log);
const { instanceId } = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
  tags: { ManagedBy: 'lab-service', Environment: 'staging' },
});
setTimeout(
  () => void client.addTags(instanceId, { Environment: 'production', AssignedLab: 'bgp-101' }),
  1_500,
);

//#region program
const fleet = new WorkerFleet({ client, ownership: { value: 'lab-service' } });

for await (const event of fleet.monitor({ listEverySeconds: 1 })) {
  if (event.type !== 'tags-changed') continue;
  const { worker, added, removed, changed } = event;
  bus.emit('worker-tags-changed', { worker: worker.name, added, removed, changed });
  break;
}
//#endregion program

await disconnect();
