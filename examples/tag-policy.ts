import { disconnect, prepareWorker } from './aws.js';

// A service declares how workers have to be tagged, audits the fleet, and launches nothing that does not comply.

import { Ec2WorkerClient, InvalidParameterError } from 'ec2-worker-client';
import { defineTagPolicy, WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const fleet = new WorkerFleet({ client, ownership: { value: 'CML-Cloud-Manager' } });
await prepareWorker({ name: 'cml-worker-001', tags: { ManagedBy: 'CML-Cloud-Manager' } });
const launch = { name: 'cml-worker-002', amiId: 'ami-0123456789abcdef0', instanceType: 'c5.2xlarge' };

//#region program
const policy = defineTagPolicy({
  required: {
    Owner: true,
    Environment: { values: ['Production', 'Test'] },
    CostCenter: { pattern: /CC-\d{4}/, description: 'the department that pays' },
  },
  forbidden: ['Temporary'],
});

const { total, compliant, rows } = await fleet.auditTags(policy);
console.log(`${compliant} of ${total} workers comply`);
for (const { name, message } of rows) console.log(`${name}: ${message}`);

try {
  await fleet.launch({ ...launch, tags: { Owner: 'ada' } }, { policy });
} catch (error) {
  if (!InvalidParameterError.isInstance(error)) throw error;
  console.log(error.message);
}
//#endregion program

await disconnect();
