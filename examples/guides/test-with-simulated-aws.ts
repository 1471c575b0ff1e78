import { disconnect } from '../aws.js';

// A test of one's own code, by Node's own test runner. Ten simulated minutes take milliseconds.

//#region program
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ec2WorkerClient, type WorkerInstance } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';

/** The code under test: it takes the second type when there is no capacity for the first. */
async function launchWorker(client: Ec2WorkerClient): Promise<WorkerInstance | undefined> {
  const { instances } = await client.createInstances({
    name: 'cml-worker-prod-001',
    amiId: 'ami-0123456789abcdef0',
    count: 1,
    choices: [{ instanceType: 'c5.metal' }, { instanceType: 'm5.metal' }],
  });
  const [worker] = instances;
  return worker === undefined ? undefined : client.waitUntilHealthy(worker);
}

await test('takes another type when there is no capacity', async () => {
  const aws = new SimulatedAws({ clock: new ManualClock({ autoAdvance: true }) });
  const client = new Ec2WorkerClient({
    region: 'us-east-1',
    requestHandler: aws.requestHandler,
    credentials: aws.credentials,
    clock: aws.clock,
  });
  aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity' });

  const worker = await launchWorker(client);

  assert.equal(worker?.instanceType, 'm5.metal');
  assert.equal(aws.requests.filter(({ action }) => action === 'RunInstances').length, 2);
  aws.assertNoPendingFaults();
});
//#endregion program

await disconnect();
