import type { CreateInstanceInput } from 'ec2-worker-client';
import { IncorrectStateError, InvalidParameterError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from '../worker-simulation.js';
import { stageWorker, VOLUMES } from './resource-stage.js';

const RICH: Partial<CreateInstanceInput> = {
  subnetId: 'subnet-0123456789abcdef0',
  securityGroupIds: ['sg-0123456789abcdef0'],
  keyName: 'ops',
  instanceType: 'm8i.4xlarge',
  nestedVirtualization: true,
  instanceProfile: 'arn:aws:iam::123456789012:instance-profile/agent',
  userData: '#!/bin/sh\necho hällo\n',
  monitoring: 'detailed',
  terminationProtection: true,
  createdBy: 'teacher',
  market: { spot: { maxPrice: '0.25', interruption: 'stop' } },
  overrides: { MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 } },
};

describe('getLaunchSettings', () => {
  it('gives what launches an equal worker', async () => {
    const { simulation, worker } = await stageWorker({}, { ...RICH, name: 'worker-1' });
    const { client } = simulation;

    const settings = await client.getLaunchSettings(worker);
    const twin = await client.createInstance(settings);

    expect(settings).toMatchObject({ ...RICH, userData: expect.any(Uint8Array), name: 'worker-1' });
    expect(Buffer.from(settings.userData as Uint8Array).toString()).toBe(RICH.userData);
    expect(settings.rootVolume).toMatchObject(VOLUMES.rootVolume ?? {});
    expect(settings.dataVolumes).toMatchObject(VOLUMES.dataVolumes ?? []);
    expect(settings).not.toHaveProperty('clientToken');
    await simulation.aws.advance(20_000);
    expect(await client.getLaunchSettings(twin)).toEqual(settings);
  });

  it('leaves out the tags of AWS and the key of the launch, which would find the same worker', async () => {
    const simulation = new WorkerSimulation();
    const { instances } = await simulation.client.createInstances({
      name: 'w',
      amiId: 'ami-0123456789abcdef0',
      amiName: 'CML',
      instanceType: 'c5.large',
      count: 1,
      launchKey: 'lab-7',
    });

    const settings = await simulation.client.getLaunchSettings(instances[0] ?? '');

    expect(settings.tags).toBeUndefined();
    expect(settings).toMatchObject({
      name: 'w',
      market: 'on-demand',
      monitoring: 'basic',
      imdsV2: 'required',
    });
  });

  it('names a worker by its id whose name is an empty tag, with which nothing can be launched', async () => {
    const { simulation, worker } = await stageWorker();
    const { client } = simulation;
    await client.addTags(worker, { Name: '', CreatedBy: '' });

    const settings = await client.getLaunchSettings(worker);

    expect(settings.name).toBe(worker.instanceId);
    await expect(client.createInstance(settings)).resolves.toMatchObject({ name: worker.instanceId });
  });

  it('says that a terminated worker has none', async () => {
    const { simulation, worker } = await stageWorker();
    await simulation.client.terminateInstance(worker);
    await simulation.aws.advance(60_000);

    expect(await failure(simulation.client.getLaunchSettings(worker))).toBeInstanceOf(IncorrectStateError);
  });
});

describe('volumes.list', () => {
  it('lists the volumes of a worker by device, or all', async () => {
    const { simulation, worker } = await stageWorker();
    const { client } = simulation;
    const other = await simulation.launch({ name: 'other' });

    const own = await client.volumes.list(worker);
    const all = await client.volumes.list('all');

    expect(own.map(({ deviceName }) => deviceName)).toEqual(['/dev/sdf', '/dev/sdg', '/dev/xvda']);
    expect(own[0]).toMatchObject({
      instanceId: worker.instanceId,
      region: 'us-east-1',
      sizeGiB: 200,
      type: 'io2',
      iops: 9_000,
      encrypted: false,
      deleteOnTermination: true,
      snapshotId: undefined,
      state: 'in-use',
      tags: { Team: 'labs' },
    });
    expect(new Set(all.map(({ instanceId }) => instanceId))).toEqual(
      new Set([worker.instanceId, other.instanceId]),
    );
    expect(all).toHaveLength(own.length + 1);
  });

  it.each([undefined, '', 'bogus', {}])('takes %o for no worker, and not for all', async (worker) => {
    const { simulation } = await stageWorker();

    const error = await failure(simulation.client.volumes.list(worker as never));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(simulation.actions).toEqual([]);
  });

  it('asks in the region of the worker, unless the call names another', async () => {
    const { simulation, worker } = await stageWorker();
    const { instanceId } = worker;

    await simulation.client.volumes.list({ instanceId, region: 'eu-west-1' });
    await simulation.client.volumes.list({ instanceId, region: 'eu-west-1' }, { region: 'us-west-2' });

    expect(simulation.aws.requests.map(({ region }) => region)).toEqual(['eu-west-1', 'us-west-2']);
  });
});
