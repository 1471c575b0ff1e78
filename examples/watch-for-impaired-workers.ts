import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// An operator wants to be called when a worker of the fleet is impaired, and when it is well again; after a restart
// the service goes on where it was, and calls nobody twice.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { type MonitorSnapshot, WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const instanceId = await prepareWorker({ tags: { ManagedBy: 'lab-service' } });
setTimeout(() => simulatedAws?.impair(instanceId, { check: 'system' }), 1_500);
setTimeout(() => simulatedAws?.recover(instanceId), 4_500);

//#region program
const fleet = new WorkerFleet({ client, ownership: { value: 'lab-service' } });
const monitor = fleet.monitor({ debounceSeconds: 1, minDelay: 0.5, maxDelay: 0.5 });

for await (const event of monitor) {
  if (event.type === 'impaired') {
    console.log(
      `${event.worker.name}: the ${event.failing.join()} check has failed since ${event.since.toISOString()}`,
    );
  }
  if (event.type === 'recovered') {
    console.log(`${event.worker.name} is well again`);
    break;
  }
}

const saved = JSON.stringify(monitor.snapshot());
const next = fleet.monitor({ snapshot: JSON.parse(saved) as MonitorSnapshot });
//#endregion program

console.log(`the next one knows ${next.snapshot().workers.length} worker already`);
await disconnect();
