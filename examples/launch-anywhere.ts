import { disconnect, simulatedAws } from './aws.js';

// A service needs three hosts that can run Cisco Modeling Labs, on whatever type, in whatever zone, and
// rather on spare capacity than at the full price.

import { Ec2WorkerClient, LaunchFailedError, launchChoices } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
simulatedAws?.setCapacity({ market: 'spot', instances: 1 });
simulatedAws?.setCapacity({ instanceType: 'm8i.4xlarge', availabilityZone: 'us-east-1a', instances: 1 });

//#region program
const choices = launchChoices({
  markets: ['spot', 'on-demand'],
  instanceTypes: ['m8i.4xlarge', 'c8i.4xlarge', 'm5zn.metal'],
  subnetIds: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'],
});
const launch = { name: 'cml-worker', amiId: 'ami-0123456789abcdef0', count: 3, minCount: 2, rollback: true };
try {
  const { instances, attempts, complete } = await client.createInstances({
    ...launch,
    choices,
    checkFitness: true,
  });
  for (const { instanceType, market, launched, error } of attempts) {
    console.log(`${instanceType} ${market}: ${launched} launched`, error?.name ?? '');
  }
  console.log(`${instances.length} workers, ${complete ? 'as many as' : 'fewer than'} asked for`);
} catch (error) {
  if (!LaunchFailedError.isInstance(error)) throw error;
  console.log(`${error.message}\nstill there: ${error.instanceIds.join(', ') || 'nothing'}`);
}
//#endregion program

await disconnect();
