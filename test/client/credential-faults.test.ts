import { AuthenticationError } from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from './worker-simulation.js';

const refusedConnection = () =>
  Object.assign(new Error('connect ECONNREFUSED 169.254.169.254:80'), { code: 'ECONNREFUSED' });

describe('a credential provider that cannot be reached', () => {
  it('at the start is an authentication error, not one of the network', async () => {
    const simulation = new WorkerSimulation();
    const client = simulation.connect({ credentials: () => Promise.reject(refusedConnection()) });

    const error = await failure(client.listInstances());

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.message).toContain('ECONNREFUSED');
    expect(simulation.actions).toEqual([]);
  });

  it('ends a wait at once', async () => {
    const simulation = new WorkerSimulation();
    const client = simulation.connect({ credentials: () => Promise.reject(refusedConnection()) });
    const begin = simulation.clock.now();

    const error = await failure(client.waitUntilHealthy(STRANGER));

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(simulation.clock.now()).toBe(begin);
  });

  it('when credentials have expired leaves the answer of AWS to be told', async () => {
    const simulation = new WorkerSimulation();
    const provider = vi
      .fn(() => Promise.resolve(simulation.aws.credentials))
      .mockImplementationOnce(() => Promise.resolve(simulation.aws.credentials))
      .mockImplementation(() => Promise.reject(refusedConnection()));
    const client = simulation.connect({ credentials: provider });
    simulation.aws.fail({ code: 'ExpiredToken', times: Infinity });

    const error = await failure(client.listInstances());

    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.code).toBe('ExpiredToken');
    expect(provider).toHaveBeenCalledTimes(2);
    expect(simulation.actions).toHaveLength(1);
  });
});

describe('the role of a client', () => {
  it('is taken on once for EC2 and CloudWatch together', async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/worker-manager';
    const simulation = new WorkerSimulation({ assumeRole: { roleArn } });
    const worker = await simulation.connect({ assumeRole: undefined }).createInstance({
      name: 'worker-1',
      amiId: 'ami-0123456789abcdef0',
      instanceType: 'c5.2xlarge',
    });

    await simulation.client.getInstanceResourcesUtilization(worker);

    expect(simulation.actions).toContain('GetMetricData');
    expect(simulation.actions.filter((action) => action === 'AssumeRole')).toHaveLength(1);
  });
});
