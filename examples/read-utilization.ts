import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// A service looks how busy a worker has been. What CloudWatch has no data for is `undefined`, not 0.

import { Ec2WorkerClient } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const instanceId = await prepareWorker();
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
simulatedAws?.putMetric({
  namespace: 'AWS/EC2',
  metricName: 'CPUUtilization',
  dimensions: { InstanceId: instanceId },
  values: [5, 10, 15, 20, 25, 30].map((minutes) => ({ at: minutesAgo(minutes), value: 10 + minutes })),
});

//#region program
const { cpuPercent, memoryPercent } = await client.getInstanceResourcesUtilization(instanceId, {
  window: '1h',
});
if (cpuPercent !== undefined) {
  const { average, maximum, coverage } = cpuPercent;
  console.log(`cpu: ${average.toFixed()} % on average, ${maximum.toFixed()} % at most`);
  console.log(`there is data for ${(coverage * 100).toFixed()} % of the hour`);
}
if (memoryPercent === undefined) console.log('memory: no data; is the CloudWatch agent installed?');
//#endregion program

await disconnect();
