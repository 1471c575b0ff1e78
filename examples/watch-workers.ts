import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// An operator wants to hear of it when a worker becomes impaired.

import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const workers = [await prepareWorker(), await prepareWorker()];
setTimeout(() => {
  simulatedAws?.impair(workers[0] ?? '', { check: 'system' });
}, 1_500);

//#region program
for await (const { instanceId, kind, checks } of client.watch(workers, { maxDelay: 1 })) {
  console.log(`${instanceId} is ${kind}: ${checks?.healthy === true ? 'healthy' : 'not healthy'}`);
  if (checks?.systemStatus === 'impaired') break;
}
//#endregion program

await disconnect();
