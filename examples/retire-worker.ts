import { disconnect } from './aws.js';
import { cml, credentials, installCml, settings, tls } from './cml.js';

// A service ends a worker without losing its licence with it.

import { Ec2WorkerClient, OperationNotPermittedError } from 'ec2-worker-client';
import { terminateWorker } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ settings });
const worker = await client.createInstance({ name: 'cml-worker-prod-001' });
installCml(worker);
await client.waitUntilHealthy(worker);
cml.putLab({ state: 'STARTED' });
const options = { client, credentials, tls, settings: settings.cml };

//#region program
try {
  await terminateWorker(worker, options);
} catch (error) {
  if (!OperationNotPermittedError.isInstance(error)) throw error;
  console.log(error.message);
}
const { license, stoppedLabs } = await terminateWorker(worker, {
  ...options,
  ifLicensed: 'deregister',
  stopLabs: true,
});
console.log(`terminated; labs stopped: ${stoppedLabs}, licence: ${license}`);
//#endregion program

await cml.close();
await disconnect();
