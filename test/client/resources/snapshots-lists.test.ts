import { CreateSnapshotCommand } from '@aws-sdk/client-ec2';
import {
  ConflictError,
  IncorrectStateError,
  InvalidParameterError,
  ResourceNotFoundError,
  type SnapshotProgress,
  WaitTimeoutError,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure } from '../worker-simulation.js';
import { stageWorker } from './resource-stage.js';

describe('snapshots.list', () => {
  it('lists the sets of this package, the newest first, by worker, key and age', async () => {
    const { simulation, worker } = await stageWorker();
    const { client, aws } = simulation;
    const other = await simulation.launch({ name: 'other' });
    await client.snapshots.create(worker, { key: 'a' });
    await aws.advance(3_600_000);
    await client.snapshots.create(worker, { key: 'b' });
    await client.snapshots.create(other, { key: 'a*' });
    const [volume] = await client.volumes.list(other);
    const ec2 = await client.ec2();
    await ec2.send(new CreateSnapshotCommand({ VolumeId: volume?.volumeId }));
    const keys = async (filter: Parameters<typeof client.snapshots.list>[0]) =>
      (await client.snapshots.list(filter)).map(({ key }) => key).toSorted();

    expect(await keys({})).toEqual(['a', 'a*', 'b']);
    expect(await keys({ worker })).toEqual(['a', 'b']);
    expect(await keys({ key: 'a' })).toEqual(['a']);
    expect(await keys({ key: 'a*' })).toEqual(['a*']);
    expect(await keys({ minAgeSeconds: 1_800 })).toEqual(['a']);
    expect(await keys({ worker, maxAgeSeconds: 1_800 })).toEqual(['b']);
    const [newest] = await client.snapshots.list({ worker });
    expect(newest?.key).toBe('b');
  });

  it.each([{ worker: 'nobody' }, { key: '' }, { minAgeSeconds: -1 }])('refuses %o', async (filter) => {
    const { simulation } = await stageWorker();

    const error = await failure(simulation.client.snapshots.list(filter));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(simulation.actions).toEqual([]);
  });
});

describe('snapshots.waitUntilCompleted', () => {
  it('waits with the clock, and tells how it goes on', async () => {
    const { simulation, worker } = await stageWorker({ timing: { snapshotMs: 40_000 } });
    const told: SnapshotProgress[] = [];
    const set = await simulation.client.snapshots.create(worker);

    const done = await simulation.client.snapshots.waitUntilCompleted(set, {
      onProgress: (progress) => told.push(progress),
    });

    expect(done).toMatchObject({ state: 'completed', progressPercent: 100, key: set.key });
    const percents = told.map((one) => one.set.progressPercent ?? -1);
    expect(percents).toEqual(percents.toSorted((one, other) => one - other));
    expect(told.at(-1)?.set.state).toBe('completed');
    expect(told.length).toBeGreaterThan(2);
  });

  it('fails at once when a snapshot has failed', async () => {
    const { simulation, worker } = await stageWorker();
    const set = await simulation.client.snapshots.create(worker);
    simulation.aws.failSnapshot(set.snapshots[0]?.snapshotId ?? '', 'The key was disabled.');

    const error = await failure(simulation.client.snapshots.waitUntilCompleted(set));

    expect(error).toBeInstanceOf(IncorrectStateError);
    expect(error.message).toContain('The key was disabled');
  });

  it('times out, and says how far it was', async () => {
    const { simulation, worker } = await stageWorker({ timing: { snapshotMs: 600_000 } });
    const set = await simulation.client.snapshots.create(worker);

    const error = await failure(simulation.client.snapshots.waitUntilCompleted(set, { maxWaitTime: 60 }));

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error).toMatchObject({
      wait: 'snapshots.waitUntilCompleted',
      maxWaitTime: 60,
      elapsedSeconds: 60,
    });
    expect(error.message).toContain('pending at 10 %');
  });

  it('says that there is no such set, after the time in which it may not be shown', async () => {
    const { simulation, worker } = await stageWorker();
    const { instanceId } = worker;

    const error = await failure(simulation.client.snapshots.waitUntilCompleted({ instanceId, key: 'none' }));

    expect(error).toBeInstanceOf(ResourceNotFoundError);
  });

  it('rides out faults that pass', async () => {
    const { simulation, worker } = await stageWorker();
    const set = await simulation.client.snapshots.create(worker);
    simulation.aws.fail({ action: 'DescribeSnapshots', code: 'ServiceUnavailable', times: 6 });

    const done = await simulation.client.snapshots.waitUntilCompleted(set);

    expect(done.state).toBe('completed');
    simulation.aws.assertNoPendingFaults();
  });
});

describe('snapshots.delete', () => {
  it('deletes a set, and lets its key make another', async () => {
    const { simulation, worker } = await stageWorker();
    const { client } = simulation;
    const set = await client.snapshots.create(worker, { key: 'nightly' });

    const gone = await client.snapshots.delete(set);
    const missing = await failure(client.snapshots.delete(set));
    const next = await client.snapshots.create(worker, { key: 'nightly' });

    expect(gone).toEqual(set.snapshots.map(({ snapshotId }) => snapshotId));
    expect(missing).toBeInstanceOf(ResourceNotFoundError);
    expect(gone).not.toContain(next.snapshots[0]?.snapshotId);
  });

  it('deletes nothing of a set that an image needs', async () => {
    const { simulation, worker } = await stageWorker();
    const { client, aws } = simulation;
    const set = await client.snapshots.create(worker);
    aws.putImage({ name: 'needs-it', snapshotId: set.snapshots[1]?.snapshotId });

    const error = await failure(client.snapshots.delete(set));

    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ conflictsWith: 'use' });
    expect(simulation.actions).not.toContain('DeleteSnapshot');
  });
});
