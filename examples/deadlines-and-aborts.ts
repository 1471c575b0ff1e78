import { disconnect, prepareWorker, simulatedAws } from './aws.js';

// A service waits no longer than it wants to, and stops waiting when it is shut down.

import { AbortedError, Ec2WorkerClient, WaitTimeoutError } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

//#region program
async function isReadyInTime(instanceId: string, seconds: number, shutdown: AbortSignal): Promise<boolean> {
  try {
    await client.waitUntilHealthy(instanceId, { maxWaitTime: seconds, abortSignal: shutdown });
    return true;
  } catch (error) {
    if (WaitTimeoutError.isInstance(error)) console.log(`not in time: ${error.message}`);
    else if (AbortedError.isInstance(error)) console.log(`given up: ${error.message}`);
    else throw error;
    return false;
  }
}
//#endregion program

const shutdown = new AbortController();
const instanceId = await prepareWorker();
simulatedAws?.impair(instanceId, { check: 'instance' });
console.log('ready?', await isReadyInTime(instanceId, 1, shutdown.signal));

setTimeout(() => {
  shutdown.abort(new Error('the service is shut down'));
}, 500);
console.log('ready?', await isReadyInTime(instanceId, 600, shutdown.signal));

// Single calls take a deadline as well.
const tags = await client.getTags(instanceId, { abortSignal: AbortSignal.timeout(5_000) });
console.log('tags within five seconds:', tags);
await disconnect();
