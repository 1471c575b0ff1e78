import { disconnect, prepareWorker } from './aws.js';

// What a worker has cost today, by AWS's list and by prices of one's own.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { AwsPriceList, estimateCost, priceTable } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const worker = await client.getInstanceDetails(await prepareWorker());

//#region program
await using prices = new AwsPriceList();
const cost = await estimateCost({
  worker,
  window: { startTime: new Date(Date.now() - 86_400_000) },
  prices,
  history: [
    { state: 'running', at: new Date(Date.now() - 10 * 3_600_000) },
    { state: 'stopped', at: new Date(Date.now() - 2 * 3_600_000) },
    { state: 'pending', at: new Date(Date.now() - 3_600_000) },
  ],
  volumes: [{ volumeId: 'vol-0123456789abcdef0', sizeGiB: 500, type: 'gp3', iops: 4_000 }],
});
for (const { what, usd, hours } of cost.parts)
  console.log(`${what}: $${usd.toFixed(2)} (${hours.toFixed(1)} h)`);
for (const { what, reason } of cost.unknown) console.log(`${what}: not known, since ${reason}`);
//#endregion program

//#region table
const contract = priceTable({
  source: 'our contract',
  asOf: new Date('2026-01-01'),
  instances: { 'us-east-1': { 'c5.2xlarge': 0.25 } },
});
//#endregion table

const price = await contract.instancePrice(worker);
console.log(`by ${price?.source}: $${price?.usdPerHour} an hour`);
await disconnect();
