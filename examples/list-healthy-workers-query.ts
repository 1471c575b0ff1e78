import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// The handler of a query: which workers are healthy.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
const ours = { tags: { ManagedBy: 'CML-Cloud-Manager' } };
await prepareWorker({ name: 'cml-worker-001', ...ours });
const impaired = await prepareWorker({ name: 'cml-worker-002', ...ours });
simulatedAws?.impair(impaired, { check: 'instance' });

//#region program
const { workers, complete } = await fleet.listHealthy({ instanceTypes: ['c5.2xlarge'] });
console.log(workers.map(({ name, systemStatus }) => `${name}: ${systemStatus}`));
if (!complete) console.log('there may be more: some could not be read');
//#endregion program

await disconnect();
