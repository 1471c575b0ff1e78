import assert from 'node:assert/strict';
import { Ec2WorkerClient, Ec2WorkerError, type WorkerInstance } from 'ec2-worker-client';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';

// Tests code that uses the client on a simulated AWS, in any test framework. The AWS SDK's announcement
// that it will drop Node 20 is none of this example's business.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** The code under test: takes the next type when there is no capacity for the first. */
async function launchAnyOf(client: Ec2WorkerClient, types: readonly string[]): Promise<WorkerInstance> {
  const [instanceType, ...others] = types;
  try {
    const input = { name: 'cml-worker-prod-001', amiId: 'ami-0123456789abcdef0', instanceType };
    return await client.waitUntilHealthy(await client.createInstance(input));
  } catch (error) {
    const mayHelp = Ec2WorkerError.isInstance(error) && error.kind === 'insufficient-capacity';
    if (!mayHelp || others.length === 0) throw error;
    return launchAnyOf(client, others);
  }
}

//#region program
const aws = new SimulatedAws({ clock: new ManualClock({ autoAdvance: true }) });
const client = new Ec2WorkerClient({
  region: 'us-east-1',
  requestHandler: aws.requestHandler,
  credentials: aws.credentials,
  clock: aws.clock,
});
aws.fail({ action: 'RunInstances', code: 'InsufficientInstanceCapacity' });

const worker = await launchAnyOf(client, ['c5.metal', 'm5.metal']);

assert.equal(worker.instanceType, 'm5.metal');
assert.equal(aws.requests.filter(({ action }) => action === 'RunInstances').length, 2);
aws.assertNoPendingFaults();
//#endregion program

console.log(`passed: a ${worker.instanceType} after ${aws.requests.length} requests`);
