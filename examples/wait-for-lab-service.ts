import { disconnect } from './aws.js';
import { cml, credentials, installCml, settings, tls } from './cml.js';

// A service launches a worker and gives it to a class only once CML works on it, licence included.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { waitUntilServiceReady } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ settings });
const worker = await client.createInstance({ name: 'cml-worker-prod-001' });
installCml(worker);

//#region program
const { host, probe, license } = await waitUntilServiceReady(worker, {
  client,
  credentials,
  tls,
  settings: settings.cml, // ports, times, and the licence token
  minDelay: 0.2,
  stableForSeconds: 1, // 180 for a host that cloud-init installs, since it restarts once
  onProgress: ({ phase, message }) => {
    console.log(`${phase}: ${message}`);
  },
});
console.log(`CML ${probe.version} is ready at ${probe.address}, licence ${license?.authorization}`);
console.log('labs:', await host.labs());
await host.close();
//#endregion program

await cml.close();
await disconnect();
