import { disconnect } from '../aws.js';

// A service shows how a worker comes up, gives it a deadline, and stops waiting when it is shut down.

//#region program
import { AbortedError, Ec2WorkerClient, WaitTimeoutError, WorkerUnhealthyError } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });
const shutdown = new AbortController();
process.once('SIGTERM', () => {
  shutdown.abort(new Error('the service is shut down'));
});

const launched = await client.createInstance({
  name: 'cml-worker-prod-001',
  amiId: 'ami-0123456789abcdef0',
  instanceType: 'c5.2xlarge',
});
try {
  const worker = await client.waitUntilHealthy(launched, {
    maxWaitTime: 900,
    abortSignal: shutdown.signal,
    onProgress: ({ elapsedSeconds, message }) => {
      console.log(`after ${elapsedSeconds.toFixed()} s: ${message}`);
    },
  });
  console.log(`${worker.instanceId} is healthy`);
} catch (error) {
  if (WaitTimeoutError.isInstance(error)) console.log('it takes long, but nothing is wrong:', error.message);
  else if (WorkerUnhealthyError.isInstance(error)) console.log('it will not get well:', error.message);
  else if (AbortedError.isInstance(error)) console.log('we were told to stop');
  else throw error;
} finally {
  await client.terminateInstance(launched);
  await client.waitUntilTerminated(launched);
}
//#endregion program

await disconnect();
