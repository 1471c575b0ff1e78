import { disconnect } from './aws.js';
import { cml, credentials, installCml, settings, tls } from './cml.js';

// A service launches a worker and gives it to a class only once CML works on it, licence included.

import { Ec2WorkerClient } from 'ec2-worker-client';
import { waitUntilServiceReady } from 'ec2-worker-client/fleet';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const worker = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'm5zn.metal',
});
installCml(worker);

//#region program
const { host, probe, license } = await waitUntilServiceReady(worker, {
  client,
  credentials,
  tls,
  settings, // the group `cml` of the worker settings, with the licence token
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
