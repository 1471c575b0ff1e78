import { disconnect, prepareWorker } from './aws.js';

// A service publishes what it knows of its workers, so that CloudWatch can draw it and raise alarms.

import { Ec2WorkerClient, workerMetrics } from 'ec2-worker-client';

const instanceId = await prepareWorker();
const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
const { healthy } = await client.getInstanceStatusChecks(instanceId);
const data = workerMetrics({
  worker: instanceId,
  activeLabs: 2,
  lastActivityAt: new Date(Date.now() - 5 * 60_000),
  licenseExpiresAt: undefined, // The host did not say: no datum, rather than 0.
  healthy,
});
const { published } = await client.metrics.publish('CML/Workers', data, { repeatable: true });
console.log(`published ${published}: ${data.map(({ name }) => name).join(', ')}`);
//#endregion program

await disconnect();
