import { disconnect, prepareWorker } from './aws.js';

// A worker that misbehaves is replaced by one that is set up in the same way, from an image of its disks.

import { Ec2WorkerClient } from 'ec2-worker-client';

const worker = await prepareWorker({ userData: '#!/bin/sh\necho ready\n', tags: { Team: 'labs' } });

//#region program
await using client = new Ec2WorkerClient({ region: 'us-east-1' });
const settings = await client.getLaunchSettings(worker);
const image = await client.images.create(worker, { name: `before-replacing-${worker}` });
const { imageId } = await client.images.waitUntilAvailable(image);
const twin = await client.createInstance({ ...settings, amiId: imageId });
await client.waitUntilHealthy(twin);
await client.terminateInstance(worker);
//#endregion program

console.log(`${twin.instanceId}, a ${twin.instanceType} of team ${twin.tags['Team']}, replaces ${worker}`);
await disconnect();
