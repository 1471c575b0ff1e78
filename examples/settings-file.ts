import { disconnect } from './aws.js';

// A service is configured once, by a file and its environment; from then on a name is enough for a launch.

process.chdir(new URL('.', import.meta.url).pathname);
process.env['CML_WORKER_IDLE_THRESHOLD_MINUTES'] = '45';

//#region program
import { Ec2WorkerClient } from 'ec2-worker-client';
import { loadWorkerSettings } from 'ec2-worker-client/settings';

const settings = loadWorkerSettings({ file: 'worker-settings.json' });
const client = new Ec2WorkerClient({ settings });
const worker = await client.createInstance({ name: 'cml-worker-prod-001' });
//#endregion program

console.log(
  `${worker.instanceId} runs on ${worker.instanceType} in ${worker.region}, of the image ${worker.amiName}`,
);
console.log('It has the tags', worker.tags);
console.log(`Idle workers are shut down after ${settings.lifecycle.idleThresholdMinutes} minutes.`);
for (const [input, region] of [
  [{ name: 'too-large', instanceType: 'm5zn.metal' }, 'us-east-1'],
  [{ name: 'nowhere' }, 'us-west-2'],
] as const) {
  console.log(await client.createInstance(input, { region }).catch(String));
}
await disconnect();
