import { EC2Client } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient, InvalidParameterError } from 'ec2-worker-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from './worker-simulation.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the SDK clients', () => {
  it('are made once for each region, with the first call', async () => {
    const simulation = new WorkerSimulation({}, { maxClockSkewMs: Infinity });
    const { aws } = simulation;
    const ec2 = vi.fn(
      (region: string) =>
        new EC2Client({ region, requestHandler: aws.requestHandler, credentials: aws.credentials }),
    );
    const client = simulation.connect({ ec2 });
    const madeAtFirst = ec2.mock.calls.length;

    await Promise.all([client.listInstances(), client.listInstances(), client.findInstance(STRANGER)]);
    await client.listInstances({}, { region: 'eu-west-1' });
    await client.ec2('eu-west-1');

    expect(madeAtFirst).toBe(0);
    expect(ec2.mock.calls).toEqual([['us-east-1'], ['eu-west-1']]);
  });

  it('that could not be made are tried again with the next call', async () => {
    const simulation = new WorkerSimulation({}, { maxClockSkewMs: Infinity });
    const { requestHandler, credentials } = simulation.aws;
    const ec2 = vi.fn((region: string) => new EC2Client({ region, requestHandler, credentials }));
    ec2.mockImplementationOnce(() => {
      throw new Error('no configuration yet');
    });
    const client = simulation.connect({ ec2 });

    const error = await failure(client.listInstances());

    expect(error.message).toContain('no configuration yet');
    await expect(client.listInstances()).resolves.toEqual([]);
  });

  it.each([undefined, null, {}, 'us-east-1'])(
    'are never made in place of what a function should have given: %j',
    async (made) => {
      const simulation = new WorkerSimulation();
      const worker = await simulation.launch();
      const missing = () => made as never;

      const errors = [
        await failure(simulation.connect({ ec2: missing }).listInstances()),
        await failure(simulation.connect({ cloudWatch: missing }).getInstanceResourcesUtilization(worker)),
      ];

      expect(errors).toMatchObject([
        { kind: 'invalid-parameter', parameter: 'ec2' },
        { kind: 'invalid-parameter', parameter: 'cloudWatch' },
      ]);
      expect(simulation.actions).toEqual(['DescribeInstances']);
    },
  );

  it('are handed out, the one in use in a region', async () => {
    const simulation = new WorkerSimulation();

    const inUse = await simulation.client.ec2();

    expect(inUse).toBeInstanceOf(EC2Client);
    expect(await simulation.client.ec2('us-east-1')).toBe(inUse);
    expect(await simulation.client.ec2('eu-west-1')).not.toBe(inUse);
    expect(await inUse.config.region()).toBe('us-east-1');
  });

  it('of one region are not used for another, even if a single one was handed in', async () => {
    const simulation = new WorkerSimulation({}, { maxClockSkewMs: Infinity });
    const { aws } = simulation;
    const ec2 = new EC2Client({
      region: 'us-east-1',
      requestHandler: aws.requestHandler,
      credentials: aws.credentials,
    });
    const client = simulation.connect({ ec2 });

    await client.terminateInstance({ instanceId: STRANGER, region: 'eu-west-1' }).catch(() => undefined);

    expect(aws.requests.filter(({ region }) => region !== 'eu-west-1')).toEqual([]);
  });

  it('that were handed in name the region when nobody else does', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    const client = new Ec2WorkerClient({ ec2: new EC2Client({ region: 'eu-west-3' }) });

    await expect(client.resolveRegion()).resolves.toBe('eu-west-3');
  });

  it('that were handed in name the region before the environment does', async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const client = new Ec2WorkerClient({ ec2: new EC2Client({ region: 'eu-west-3' }) });

    const region = await client.resolveRegion();

    vi.unstubAllEnvs();
    expect(region).toBe('eu-west-3');
  });

  it('are gone after destroy: calls are refused, those with handed-in clients too', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const handedIn = simulation.connect({ ec2: await client.ec2() });
    for (const each of [handedIn, client]) {
      each.destroy();
      each.destroy();
    }

    for (const call of [
      client.listInstances(),
      client.getTags(STRANGER),
      client.ec2(),
      handedIn.listInstances(),
      handedIn.ec2(),
    ]) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(InvalidParameterError);
      expect(error.message).toContain('destroyed');
    }
    expect(simulation.actions).toEqual([]);
  });

  it('are destroyed at the end of a block that uses the client', async () => {
    const { aws } = new WorkerSimulation();
    let used: Ec2WorkerClient | undefined;
    {
      await using client = new Ec2WorkerClient({
        region: 'us-east-1',
        requestHandler: aws.requestHandler,
        credentials: aws.credentials,
      });
      used = client;
      await client.ec2();
    }

    await expect(used.ec2()).rejects.toBeInstanceOf(InvalidParameterError);
  });
});
