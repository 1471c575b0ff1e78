import { DescribeInstancesCommand, EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { Ec2WorkerClient, IncorrectStateError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';

const INSTANCE_ID = 'i-0123456789abcdef0';

describe('a client over aws-sdk-client-mock', () => {
  it('takes a mocked SDK client, and its answers', async () => {
    const ec2 = new EC2Client({ region: 'eu-west-1' });
    const mock = mockClient(ec2);
    mock
      .on(DescribeInstancesCommand, { InstanceIds: [INSTANCE_ID] })
      .resolves({ Reservations: [{ Instances: [{ InstanceId: INSTANCE_ID, State: { Name: 'running' } }] }] });
    const client = new Ec2WorkerClient({ region: 'eu-west-1', ec2 });

    const worker = await client.getInstanceDetails(INSTANCE_ID);

    expect(worker).toMatchObject({ instanceId: INSTANCE_ID, region: 'eu-west-1', instanceState: 'running' });
    expect(mock.commandCalls(DescribeInstancesCommand)).toHaveLength(1);
  });

  it('translates a mocked error as a real one, and sends once, since such a client keeps its own retries', async () => {
    const ec2 = new EC2Client({ region: 'eu-west-1' });
    const mock = mockClient(ec2);
    const refusal = Object.assign(new Error('Not now.'), {
      name: 'IncorrectInstanceState',
      $metadata: { httpStatusCode: 400 },
      $fault: 'client',
    });
    mock.on(StopInstancesCommand).rejects(refusal);
    const client = new Ec2WorkerClient({ region: 'eu-west-1', ec2 });

    const error: unknown = await client.stopInstance(INSTANCE_ID).catch((thrown: unknown) => thrown);

    expect(IncorrectStateError.isInstance(error)).toBe(true);
    expect(mock.commandCalls(StopInstancesCommand)).toHaveLength(1);
  });
});
