import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// A service launches where spot capacity is cheapest, and moves the labs away when AWS takes a worker back.

import { Ec2WorkerClient } from 'ec2-worker-client';

const price = { instanceType: 'm8i.4xlarge', availabilityZone: 'us-east-1a' };
simulatedAws?.putSpotPrice({ ...price, usdPerHour: 0.412 });
simulatedAws?.putSpotPrice({ ...price, availabilityZone: 'us-east-1b', usdPerHour: 0.287 });
const worker = await prepareWorker({ market: 'spot' });
simulatedAws?.interruptSpot(worker, { noticeMs: 120_000 });

//#region program
await using client = new Ec2WorkerClient({ region: 'us-east-1' });
const prices = await client.spotPrices({ instanceTypes: ['m8i.4xlarge'] });
const [cheapest] = prices.toSorted((one, other) => one.usdPerHour - other.usdPerHour);
console.log(`cheapest in ${cheapest?.availabilityZone}: ${cheapest?.usdPerHour} USD per hour`);

for (const { instanceId, action, dueAt } of await client.listSpotNotices([worker])) {
  console.log(`${instanceId}: AWS will ${action} it at ${dueAt?.toISOString()}`);
}
//#endregion program

await disconnect();
