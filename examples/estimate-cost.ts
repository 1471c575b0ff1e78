import { disconnect, prepareWorker } from './aws.js';

// What a fleet and its workers have cost, by AWS's list and by prices of one's own.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { AwsPriceList, estimateCost, priceTable, WorkerFleet } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
for (const CostCenter of ['teaching', 'research'])
  await prepareWorker({ tags: { ManagedBy: 'lab-service', CostCenter } });

//#region program
const fleet = new WorkerFleet({ client, ownership: { value: 'lab-service' } });
await using prices = new AwsPriceList();
const window = { startTime: new Date(Date.now() - 7 * 86_400_000) };

const cost = await fleet.cost({ window, prices, groupByTag: 'CostCenter' });
for (const { value, usd, workers } of cost.byTag)
  console.log(`${value}: $${usd.toFixed(6)} for ${workers} worker(s)`);
for (const { instanceId, what, reason } of cost.unknown) console.log(`${instanceId} ${what}: ${reason}`);
for (const { region, missing } of cost.failures) console.log(`${region}: no ${missing} could be read`);
console.log(`Not in it: ${cost.leavesOut.join(', ')}.`);
//#endregion program

const [worker] = (await fleet.list()).workers;
if (worker === undefined) throw new Error('There is no worker.');
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

//#region worker
// EC2 keeps no history: what a worker did before its last start has to be noted.
const history = new Map([
  [
    worker.instanceId,
    [
      { state: 'running', at: hoursAgo(10) },
      { state: 'stopped', at: hoursAgo(2) },
      { state: 'pending', at: hoursAgo(1) },
    ],
  ],
]);
const estimate = await fleet.estimateCost(worker, { window, prices, history });
for (const { what, usd, hours } of estimate.parts)
  console.log(`${what}: $${usd.toFixed(2)} (${hours.toFixed(1)} h)`);
//#endregion worker

//#region table
const contract = priceTable({
  source: 'our contract',
  asOf: new Date('2026-01-01'),
  instances: { 'us-east-1': { 'c5.2xlarge': 0.25 } },
});
//#endregion table

//#region by-hand
const planned = await estimateCost({
  worker,
  window,
  prices: contract,
  history: [{ state: 'running', at: hoursAgo(8) }],
  volumes: [{ volumeId: 'vol-0123456789abcdef0', sizeGiB: 500, type: 'gp3', iops: 4_000 }],
});
for (const { what, usd, source } of planned.parts) console.log(`${what}: $${usd.toFixed(2)} by ${source}`);
for (const { what, reason } of planned.unknown) console.log(`${what}: not known, since ${reason}`);
//#endregion by-hand

await disconnect();
