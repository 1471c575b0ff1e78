import { InstanceNotFoundError, ResourceNotFoundError } from 'ec2-worker-client';
import { expect, it } from 'vitest';
import { describeGroup } from '../contract-stage.js';
import { type ClientContract, MISSING } from '../contract-world.js';

/** Snapshots, volumes, images of workers, and launch settings. */
export function describeCopying(contract: ClientContract): void {
  describeGroup('copies', contract, (stage) => {
    it('snapshots.create makes a set once for a key, which is listed, waited for and deleted', async () => {
      const worker = await stage.launchRunning({ name: 'w' });
      const { snapshots } = stage.client;
      const { minDelay, maxDelay } = stage.world.waitOptions;

      const set = await snapshots.create(worker, { key: 'nightly', tags: { Lab: '7' } });
      const again = await snapshots.create(worker, { key: 'nightly' });
      const done = await snapshots.waitUntilCompleted(set, { minDelay, maxDelay });
      const listed = await snapshots.list({ worker });
      const plan = await snapshots.prune({ keepNewest: 1, worker, dryRun: true });
      const gone = await snapshots.delete(set);

      const ids = set.snapshots.map(({ snapshotId }) => snapshotId);
      expect(ids.length).toBeGreaterThan(0);
      expect(again.snapshots.map(({ snapshotId }) => snapshotId)).toEqual(ids);
      expect(done).toMatchObject({ key: 'nightly', state: 'completed', complete: true });
      expect(done.snapshots[0]?.tags).toMatchObject({ Lab: '7' });
      expect(listed).toHaveLength(1);
      expect(plan.kept.map(({ reason }) => reason)).toEqual(['newest']);
      expect(gone).toEqual(ids);
      expect(await snapshots.list({ worker })).toEqual([]);
    });

    it('volumes.list shows what is attached to a worker', async () => {
      const worker = await stage.launchRunning({ name: 'w' });

      const volumes = await stage.client.volumes.list(worker);

      expect(volumes.length).toBeGreaterThan(0);
      for (const volume of volumes) {
        expect(volume).toMatchObject({ instanceId: worker.instanceId, state: 'in-use' });
        expect(volume.sizeGiB).toBeGreaterThan(0);
      }
    });

    stage.itWhere('imageSnapshotTags')('images.create makes an image once for a name', async () => {
      const worker = await stage.launchRunning({ name: 'w' });

      const image = await stage.client.images.create(worker, { name: 'golden' });
      const again = await stage.client.images.create(worker, { name: 'golden' });
      const ready = await stage.client.images.waitUntilAvailable(image, stage.world.waitOptions);

      expect(again.imageId).toBe(image.imageId);
      expect(ready).toMatchObject({ imageId: image.imageId, name: 'golden', state: 'available' });
    });

    it('getLaunchSettings gives what launches a worker of the same kind', async () => {
      const userData = '#!/bin/sh\n';
      const worker = await stage.launchRunning({ name: 'w', tags: { Team: 'labs' }, userData });

      const settings = await stage.client.getLaunchSettings(worker);
      const { amiId, instanceType } = await stage.client.createInstance(settings);

      expect(settings).toMatchObject({ name: 'w', tags: { Team: 'labs' } });
      expect(Buffer.from(settings.userData ?? '').toString()).toBe(userData);
      expect({ amiId, instanceType }).toEqual({ amiId: worker.amiId, instanceType: worker.instanceType });
    });

    it('says that there is no such worker or set', async () => {
      const { instanceId } = MISSING;

      const creating = stage.client.snapshots.create(instanceId);
      await expect(creating).rejects.toBeInstanceOf(InstanceNotFoundError);

      const deleting = stage.client.snapshots.delete({ instanceId, key: 'none' });
      await expect(deleting).rejects.toBeInstanceOf(ResourceNotFoundError);
    });
  });
}
