import {
  AbortedError,
  IncorrectStateError,
  InstanceNotFoundError,
  InvalidParameterError,
  NetworkError,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, STRANGER } from '../worker-simulation.js';
import { stageWorker } from './resource-stage.js';

describe('snapshots.create', () => {
  it('copies every volume at one moment, and tells how to get them back', async () => {
    const { simulation, worker } = await stageWorker();

    const set = await simulation.client.snapshots.create(worker, { key: 'before-lab-7', tags: { Lab: '7' } });

    expect(simulation.actions).toEqual([
      'DescribeSnapshots',
      'DescribeInstances',
      'DescribeVolumes',
      'CreateSnapshots',
    ]);
    expect(set).toMatchObject({
      instanceId: worker.instanceId,
      key: 'before-lab-7',
      region: 'us-east-1',
      state: 'pending',
      complete: true,
      progressPercent: 0,
    });
    expect(set.snapshots.map(({ deviceName, sizeGiB }) => [deviceName, sizeGiB])).toEqual([
      ['/dev/sdf', 200],
      ['/dev/sdg', 50],
      ['/dev/xvda', 64],
    ]);
    expect(new Set(set.snapshots.map(({ startedAt }) => startedAt?.getTime()))).toEqual(
      new Set([set.startedAt?.getTime()]),
    );
    for (const { tags } of set.snapshots) expect(tags).toMatchObject({ Team: 'labs', Lab: '7' });
    const [sdf, sdg, root] = set.snapshots;
    expect(set.restore).toEqual({
      rootVolume: { deviceName: '/dev/xvda', sizeGiB: 64, type: 'gp3', iops: 6_000, throughput: 250 },
      rootSnapshotId: root?.snapshotId,
      dataVolumes: [
        { deviceName: '/dev/sdf', snapshotId: sdf?.snapshotId, sizeGiB: 200, type: 'io2', iops: 9_000 },
        { deviceName: '/dev/sdg', snapshotId: sdg?.snapshotId, sizeGiB: 50, type: 'gp2' },
      ],
    });
  });

  it('gives a launch its data volumes back', async () => {
    const { simulation, worker } = await stageWorker();
    const { client } = simulation;
    const { restore } = await client.snapshots.waitUntilCompleted(await client.snapshots.create(worker));

    const other = await simulation.launch({ dataVolumes: restore.dataVolumes });

    const volumes = await client.volumes.list(other);
    const made = volumes.filter(({ snapshotId }) => snapshotId !== undefined);
    expect(made.map(({ deviceName, snapshotId, sizeGiB }) => [deviceName, snapshotId, sizeGiB])).toEqual(
      restore.dataVolumes.map(({ deviceName, snapshotId, sizeGiB }) => [deviceName, snapshotId, sizeGiB]),
    );
  });

  it('makes a set once for a key, in this client and in others', async () => {
    const { simulation, worker } = await stageWorker();
    const first = await simulation.client.snapshots.create(worker, { key: 'nightly' });

    const again = await simulation.client.snapshots.create(worker, { key: 'nightly' });
    const elsewhere = await simulation.connect().snapshots.create(worker, { key: 'nightly' });
    const other = await simulation.client.snapshots.create(worker, { key: 'weekly' });

    const ids = first.snapshots.map(({ snapshotId }) => snapshotId);
    for (const set of [again, elsewhere]) {
      expect(set.snapshots.map(({ snapshotId }) => snapshotId)).toEqual(ids);
    }
    expect(ids).not.toContain(other.snapshots[0]?.snapshotId);
    expect(simulation.actions.filter((action) => action === 'CreateSnapshots')).toHaveLength(2);
  });

  it('joins concurrent calls with one key, even where EC2 does not show yet what was made', async () => {
    const { simulation, worker } = await stageWorker({ timing: { visibleAfterMs: 5_000 } });

    const sets = await Promise.all(
      Array.from({ length: 5 }, () => simulation.client.snapshots.create(worker, { key: 'nightly' })),
    );

    expect(new Set(sets.map(({ snapshots }) => snapshots[0]?.snapshotId)).size).toBe(1);
    expect(simulation.actions.filter((action) => action === 'CreateSnapshots')).toHaveLength(1);
  });

  it.each([{ key: 'nightly' }, {}])('finds what a lost reply has made: %o', async (options) => {
    const { simulation, worker } = await stageWorker({ timing: { visibleAfterMs: 3_000 } });
    simulation.aws.fail({ action: 'CreateSnapshots', effect: 'lost-reply' });

    const set = await simulation.client.snapshots.create(worker, options);

    expect(set.snapshots).toHaveLength(3);
    expect(set.complete).toBe(true);
    expect(simulation.actions.filter((action) => action === 'CreateSnapshots')).toHaveLength(1);
  });

  it('asks again when nothing was made, and gives up in the end', async () => {
    const { simulation, worker } = await stageWorker();
    simulation.aws.fail({ action: 'CreateSnapshots', effect: 'reset' });
    const set = await simulation.client.snapshots.create(worker, { key: 'nightly' });
    expect(set.snapshots).toHaveLength(3);

    simulation.aws.fail({ action: 'CreateSnapshots', effect: 'reset', times: 3 });
    const error = await failure(simulation.client.snapshots.create(worker, { key: 'weekly' }));
    expect(error).toBeInstanceOf(NetworkError);
    simulation.aws.assertNoPendingFaults();
  });

  it('leaves volumes out', async () => {
    const { simulation, worker } = await stageWorker();

    const set = await simulation.client.snapshots.create(worker, {
      excludeRootVolume: true,
      excludeDevices: ['/dev/sdg'],
      copyTags: false,
    });

    expect(set.snapshots.map(({ deviceName }) => deviceName)).toEqual(['/dev/sdf']);
    expect(set.complete).toBe(true);
    expect(set.restore.rootVolume).toBeUndefined();
    expect(set.snapshots[0]?.tags).not.toHaveProperty('Team');
  });

  it.each([
    ['key', { key: '' }],
    ['key', { key: 'k'.repeat(257) }],
    ['description', { description: 'd'.repeat(256) }],
    ['tags', { tags: { 'ec2-worker-client:snapshot-key': 'mine' } }],
    ['excludeDevices', { excludeDevices: ['/dev/sdz'] }],
    ['excludeDevices', { excludeRootVolume: true, excludeDevices: ['/dev/sdf', '/dev/sdg'] }],
  ])('refuses a wrong %s before anything is made', async (parameter, options) => {
    const { simulation, worker } = await stageWorker();

    const error = await failure(simulation.client.snapshots.create(worker, options));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error).toMatchObject({ parameter, operation: 'snapshots.create' });
    expect(simulation.actions).not.toContain('CreateSnapshots');
  });

  it('says that there is no such worker, or nothing left of it', async () => {
    const { simulation, worker } = await stageWorker();
    await simulation.client.terminateInstance(worker);
    await simulation.aws.advance(60_000);

    const gone = await failure(simulation.client.snapshots.create(worker));
    const unknown = await failure(simulation.client.snapshots.create(STRANGER));

    expect(gone).toBeInstanceOf(IncorrectStateError);
    expect(unknown).toBeInstanceOf(InstanceNotFoundError);
  });

  it('sends nothing after an abort', async () => {
    const { simulation, worker } = await stageWorker();

    const error = await failure(
      simulation.client.snapshots.create(worker, { abortSignal: AbortSignal.abort() }),
    );

    expect(error).toBeInstanceOf(AbortedError);
    expect(simulation.actions).toEqual([]);
  });
});
