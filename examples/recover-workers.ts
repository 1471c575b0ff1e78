import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// A service mends its impaired workers by itself, within limits, and calls an operator where it may not or cannot.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const free = await prepareWorker({ name: 'free', tags: { ManagedBy: 'lab-service' } });
const inUse = await prepareWorker({
  name: 'in-use',
  tags: { ManagedBy: 'lab-service', AssignedLab: 'bgp-101' },
});
simulatedAws?.impair(free, { check: 'instance' });
simulatedAws?.impair(inUse, { check: 'instance' });

//#region program
const fleet = new WorkerFleet({ client, ownership: { value: 'lab-service' } });
const policy = {
  minImpairedSeconds: 0,
  budget: { perHour: 4, percentPerHour: 50 },
  assigned: 'escalate',
} as const;

const { decisions } = await fleet.recover({ policy, dryRun: true });
for (const { worker, message } of decisions) console.log(`dry run: ${worker.name} ${message}`);

for await (const { worker, action, message } of fleet.recovery({ policy })) {
  console.log(`${worker.name}: ${message}`);
  if (action !== 'escalate') continue;
  console.log(`please see to ${worker.name}`);
  break;
}
//#endregion program

await disconnect();
