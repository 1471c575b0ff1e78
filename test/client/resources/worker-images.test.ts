import {
  ConflictError,
  IncorrectStateError,
  InstanceNotFoundError,
  InvalidParameterError,
  ResourceNotFoundError,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, STRANGER } from '../worker-simulation.js';
import { stageWorker } from './resource-stage.js';

const NAME = 'cml-golden-2026-03';

describe('images.create', () => {
  it('makes an image without restarting the worker, which then can be launched with all its volumes', async () => {
    const { simulation, worker } = await stageWorker();
    const { client } = simulation;

    const image = await client.images.create(worker, { name: NAME, tags: { Lab: '7' } });
    const ready = await client.images.waitUntilAvailable(image);
    const other = await client.createInstance({
      name: 'copy',
      amiId: ready.imageId,
      instanceType: 'c5.large',
    });

    expect(image).toMatchObject({ name: NAME, state: 'pending', tags: { Lab: '7' } });
    expect(ready).toMatchObject({ imageId: image.imageId, state: 'available' });
    const made = simulation.aws.requests.find(({ action }) => action === 'CreateImage');
    expect(made?.parameters).toMatchObject({ NoReboot: true });
    const volumes = await client.volumes.list(other);
    expect(volumes.map(({ deviceName, sizeGiB }) => [deviceName, sizeGiB])).toEqual([
      ['/dev/sdf', 200],
      ['/dev/sdg', 50],
      ['/dev/xvda', 64],
    ]);
  });

  it('happens once for a name, also after a lost reply and for calls at the same time', async () => {
    const { simulation, worker } = await stageWorker({ timing: { visibleAfterMs: 3_000 } });
    const { client, aws } = simulation;
    aws.fail({ action: 'CreateImage', effect: 'lost-reply' });

    const images = await Promise.all([
      client.images.create(worker, { name: NAME }),
      client.images.create(worker, { name: NAME }),
    ]);
    const later = await client.images.create(worker, { name: NAME });

    expect(new Set([...images, later].map(({ imageId }) => imageId)).size).toBe(1);
    expect(await client.images.find({ name: NAME, states: ['pending', 'available'] })).toHaveLength(1);
  });

  it('restarts the worker when asked to', async () => {
    const { simulation, worker } = await stageWorker();

    await simulation.client.images.create(worker, { name: NAME, reboot: true });

    const made = simulation.aws.requests.find(({ action }) => action === 'CreateImage');
    expect(made?.parameters).toMatchObject({ NoReboot: false });
  });

  it('refuses a name that belongs to another image', async () => {
    const { simulation, worker } = await stageWorker();
    simulation.aws.putImage({ name: NAME });

    const error = await failure(simulation.client.images.create(worker, { name: NAME }));

    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ conflictsWith: 'name' });
  });

  it.each([{ name: 'ab' }, { name: 'cml*' }, { name: NAME, description: 'd'.repeat(256) }])(
    'refuses %o',
    async (input) => {
      const { simulation, worker } = await stageWorker();

      const error = await failure(simulation.client.images.create(worker, input));

      expect(error).toBeInstanceOf(InvalidParameterError);
      expect(simulation.actions).toEqual([]);
    },
  );

  it('says that there is no such worker', async () => {
    const { simulation } = await stageWorker();

    const error = await failure(simulation.client.images.create(STRANGER, { name: NAME }));

    expect(error).toBeInstanceOf(InstanceNotFoundError);
  });
});

describe('images.waitUntilAvailable', () => {
  it('fails at once for an image that could not be made', async () => {
    const { simulation, worker } = await stageWorker();
    const { client, aws } = simulation;
    const image = await client.images.create(worker, { name: NAME });
    const ec2 = await client.ec2();
    const { DescribeSnapshotsCommand } = await import('@aws-sdk/client-ec2');
    const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
    aws.failSnapshot(Snapshots[0]?.SnapshotId ?? '');

    const error = await failure(client.images.waitUntilAvailable(image.imageId));

    expect(error).toBeInstanceOf(IncorrectStateError);
  });

  it('says that there is no such image', async () => {
    const { simulation } = await stageWorker();

    const error = await failure(simulation.client.images.waitUntilAvailable('ami-00000000000000000'));

    expect(error).toBeInstanceOf(ResourceNotFoundError);
  });
});
