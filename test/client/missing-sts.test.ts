import { AuthenticationError } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from './worker-simulation.js';

vi.mock('@aws-sdk/client-sts', () => {
  throw new Error('Cannot find package @aws-sdk/client-sts');
});

describe('without the package @aws-sdk/client-sts', () => {
  it.each([
    ['checkAccess', {}, 'Asking AWS who is calling needs the package @aws-sdk/client-sts'],
    [
      'listInstances',
      { assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/x' } },
      'assumeRole needs the package',
    ],
  ] as const)('%s says what to install', async (method, options, text) => {
    const { client } = new WorkerSimulation(options);

    const error = await failure(client[method]());

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.message).toContain(text);
    expect(error.message).toContain('Install it beside this one.');
  });

  it('a refusal is told as AWS words it', async () => {
    const { aws, client } = new WorkerSimulation();
    aws.iam.deny({ action: 'ec2:StopInstances' });

    const error = await failure(client.stopInstance(STRANGER));

    expect(error).toMatchObject({
      kind: 'permission-denied',
      action: 'ec2:StopInstances',
      encodedMessage: expect.any(String),
    });
  });
});
