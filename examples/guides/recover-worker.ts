import { disconnect, prepareWorker, simulatedAws } from '../aws.js';

// A worker whose system check is impaired gets another host: it is stopped and started, which moves it.

const ill = await prepareWorker({ tags: { ManagedBy: 'CML-Cloud-Manager' } });
simulatedAws?.impair(ill, { check: 'system' });
process.argv[2] = ill;
// Its next host is well.
setTimeout(() => simulatedAws?.recover(ill), 2_000);

//#region program
import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const [, , instanceId = ''] = process.argv;

const { healthy, systemStatus } = await client.getInstanceStatusChecks(instanceId);
if (!healthy && systemStatus === 'impaired') {
  await client.stopInstance(instanceId);
  await client.waitUntilStopped(instanceId);
  await client.startInstance(instanceId);
  const worker = await client.waitUntilHealthy(instanceId);
  console.log(
    `${instanceId} is healthy on another host, now at ${worker.publicIp ?? worker.privateIp ?? '?'}`,
  );
}
//#endregion program

await disconnect();
