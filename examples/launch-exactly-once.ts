import { disconnect, simulatedAws } from './aws.js';

// A service writes down what it is about to launch, and may crash at any moment. Whoever goes on with the same
// key gets the instances that are there, and only what is missing is launched.

import { type CreateInstancesInput, Ec2WorkerClient } from 'ec2-worker-client';

//#region program
const intent: CreateInstancesInput = {
  launchKey: 'lab-4711', // from the service's own database, written before the launch
  count: 2,
  name: 'cml-worker-lab-4711',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'm8i.4xlarge',
};

async function ensureWorkers(): Promise<readonly string[]> {
  await using client = new Ec2WorkerClient({ region: 'us-east-1' });
  const { instances } = await client.createInstances(intent);
  return instances.map(({ instanceId }) => instanceId);
}
//#endregion program

// EC2 launches, but the connection breaks before its reply arrives.
simulatedAws?.fail({ action: 'RunInstances', effect: 'lost-reply' });
const first = await ensureWorkers();
const afterRestart = await ensureWorkers();
console.log('launched     ', first.toSorted().join(', '));
console.log('after restart', afterRestart.toSorted().join(', '));
await disconnect();
