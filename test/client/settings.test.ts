import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { Ec2WorkerClient, InvalidParameterError } from 'ec2-worker-client';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure, WorkerSimulation } from './worker-simulation.js';

const settings = defineWorkerSettings({
  aws: { defaultRegion: 'us-west-2' },
  worker: {
    ami: { 'us-west-2': { amiId: 'ami-0123456789abcdef0', amiName: 'CML-2.7.0-Ubuntu-22.04' } },
    network: {
      'us-west-2': { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] },
    },
    keyPairs: { 'us-west-2': 'cml-worker-keypair-usw2' },
    defaultTags: { ManagedBy: 'CML-Cloud-Manager' },
  },
});

/** A client that was given settings, and no region. */
const simulate = () => new WorkerSimulation({ region: undefined, settings });

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a client with settings', () => {
  it('launches by a name alone: type, image, network, key pair and tags are there on the wire', async () => {
    const simulation = simulate();

    const worker = await simulation.client.createInstance({ name: 'worker-1' });

    expect(worker).toMatchObject({
      name: 'worker-1',
      region: 'us-west-2',
      instanceType: 'c5.2xlarge',
      amiId: 'ami-0123456789abcdef0',
      amiName: 'CML-2.7.0-Ubuntu-22.04',
      subnetId: 'subnet-0123456789abcdef0',
      securityGroupIds: ['sg-0123456789abcdef0'],
      keyName: 'cml-worker-keypair-usw2',
      tags: { Name: 'worker-1', ManagedBy: 'CML-Cloud-Manager' },
    });
    const ec2 = await simulation.client.ec2();
    const reply = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [worker.instanceId] }));
    expect(reply.Reservations?.[0]?.Instances?.[0]?.KeyName).toBe('cml-worker-keypair-usw2');
  });

  it.each([
    ['a type', { name: 'x', instanceType: 'm5zn.metal' }, undefined, 'instanceType'],
    ['a region', { name: 'x', amiId: 'ami-0123456789abcdef0' }, 'eu-central-1', 'region'],
    ['a region without an image', { name: 'x' }, 'eu-west-1', 'amiId'],
  ] as const)(
    'refuses %s that the settings do not have, before anything is sent',
    async (_, input, region, parameter) => {
      const simulation = simulate();

      const error = await failure(simulation.client.createInstance(input, { region }));

      expect(error).toBeInstanceOf(InvalidParameterError);
      expect(error).toMatchObject({ parameter, operation: 'createInstance', region: region ?? 'us-west-2' });
      expect(simulation.actions).toEqual([]);
    },
  );

  it('still reads and ends workers in a region where it may not launch', async () => {
    const { client } = simulate();

    await expect(client.listInstances({}, { region: 'eu-central-1' })).resolves.toEqual([]);
  });

  it('takes its region from its options, else from the settings, else from AWS_REGION', () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');

    expect(new Ec2WorkerClient({ region: 'us-east-1', settings }).region).toBe('us-east-1');
    expect(new Ec2WorkerClient({ settings }).region).toBe('us-west-2');
    expect(new Ec2WorkerClient().region).toBe('eu-west-1');
  });

  it('still has the checks of every launch: too many tags are refused, those of the settings included', async () => {
    const { client } = simulate();
    const tags = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`tag-${index}`, 'x']));

    const error = await failure(client.createInstance({ name: 'worker', tags }));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'tags', received: '51' });
  });

  it.each([{}, { aws: {} }, 'settings.json', []])('is refused when the settings are %j', (given) => {
    const make = () => new Ec2WorkerClient({ settings: given as never });

    expect(make).toThrow(InvalidParameterError);
    expect(make).toThrow('settings must be made by defineWorkerSettings or loadWorkerSettings');
  });
});
