import assert from 'node:assert/strict';
import { DescribeInstancesCommand, EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { Ec2WorkerClient, ThrottledError } from 'ec2-worker-client';

// Tests code that uses the client with aws-sdk-client-mock, for those who have their tests on it. The AWS SDK's
// announcement that it will drop Node 20 is none of this example's business.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** The code under test: stops a worker unless somebody uses it. */
async function stopUnlessBusy(client: Ec2WorkerClient, instanceId: string): Promise<boolean> {
  const { tags } = await client.getInstanceDetails(instanceId);
  if (tags['busy'] === 'yes') return false;
  const { changed } = await client.stopInstance(instanceId);
  return changed;
}

//#region program
const idle = 'i-0123456789abcdef0';
const busy = 'i-0123456789abcdef1';
const instance = (InstanceId: string, Value: string) => ({
  InstanceId,
  State: { Name: 'running' as const },
  Tags: [{ Key: 'busy', Value }],
});

// Whatever EC2 client there is, the one inside Ec2WorkerClient as well.
const mock = mockClient(EC2Client);
mock
  .on(DescribeInstancesCommand)
  .resolves({ Reservations: [{ Instances: [instance(idle, 'no'), instance(busy, 'yes')] }] });
mock.on(StopInstancesCommand).resolves({
  StoppingInstances: [
    { InstanceId: idle, PreviousState: { Name: 'running' }, CurrentState: { Name: 'stopping' } },
  ],
});
const client = new Ec2WorkerClient({ region: 'us-east-1' });

assert.equal(await stopUnlessBusy(client, idle), true);
assert.equal(await stopUnlessBusy(client, busy), false);
assert.deepEqual(
  mock.commandCalls(StopInstancesCommand).map(({ args: [command] }) => command.input.InstanceIds),
  [[idle]],
);

// An error of AWS is one by its name. The client tries again by itself; a client with one attempt does not.
const refusal = Object.assign(new Error('Request limit exceeded.'), { name: 'RequestLimitExceeded' });
mock.on(StopInstancesCommand).rejects(Object.assign(refusal, { $fault: 'client' }));
const hasty = new Ec2WorkerClient({ region: 'us-east-1', maxAttempts: 1 });
await assert.rejects(stopUnlessBusy(hasty, idle), (error) => ThrottledError.isInstance(error));
//#endregion program

console.log(`passed, with ${mock.commandCalls(StopInstancesCommand).length} stops`);
