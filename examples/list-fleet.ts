import { disconnect } from './aws.js';

// A service looks for a free worker in several regions, whatever fails somewhere.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const launch = {
  name: 'cml-worker',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
  tags: { ManagedBy: 'lab-service', CMLVersion: '2.8.1' },
};
const launched = await client.createInstance(launch);
await client.waitUntilHealthy(launched);
await client.createInstance({ ...launch, name: 'young' }, { region: 'eu-west-1' });

//#region program
const fleet = new WorkerFleet({
  client,
  regions: ['us-east-1', 'eu-west-1'],
  ownership: { value: 'lab-service' },
});

const { workers, failures } = await fleet.listAvailable({ cmlVersions: ['2.8'], minAgeSeconds: 5 });
for (const { name, region, instanceType, cmlVersion } of workers) {
  console.log(`${name} in ${region}: ${instanceType}, CML ${cmlVersion}`);
}
for (const { region, error } of failures) console.log(`${region} could not be read: ${error.message}`);
//#endregion program

await disconnect();
