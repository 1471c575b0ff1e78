import { InvalidParameterError, type SnapshotSet } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure } from '../worker-simulation.js';
import { type ResourceStage, stageWorker } from './resource-stage.js';

const DAY_S = 86_400;

/** A worker with completed sets of so many days ago, the oldest first. */
async function stageSets(days: readonly number[]): Promise<ResourceStage & { sets: SnapshotSet[] }> {
  const stage = await stageWorker({}, { dataVolumes: [{ deviceName: '/dev/sdf', sizeGiB: 10 }] });
  const { client, aws } = stage.simulation;
  const sets: SnapshotSet[] = [];
  for (const [index, day] of days.entries()) {
    sets.push(await client.snapshots.create(stage.worker, { key: `day-${day}` }));
    await aws.advance((day - (days[index + 1] ?? 0)) * DAY_S * 1_000);
  }
  aws.clearRequests();
  return { ...stage, sets };
}

const keysOf = (sets: readonly SnapshotSet[]): string[] => sets.map(({ key }) => key);

describe('snapshots.prune', () => {
  it('deletes what no rule keeps, exactly as a dry run says', async () => {
    const { simulation } = await stageSets([40, 20, 10, 5, 1]);
    const { client } = simulation;
    const rules = { keepNewest: 2, keepForSeconds: 15 * DAY_S };

    const plan = await client.snapshots.prune({ ...rules, dryRun: true });
    expect(simulation.actions).not.toContain('DeleteSnapshot');
    const done = await client.snapshots.prune(rules);

    expect(keysOf(plan.doomed)).toEqual(['day-40', 'day-20']);
    expect(plan.kept.map(({ set, reason }) => [set.key, reason])).toEqual([
      ['day-1', 'newest'],
      ['day-5', 'among-newest'],
      ['day-10', 'recent'],
    ]);
    expect(plan).toMatchObject({ dryRun: true, deleted: [], failures: [] });
    expect(done).toMatchObject({ dryRun: false, doomed: plan.doomed, kept: plan.kept, failures: [] });
    expect(done.deleted).toEqual(
      plan.doomed.flatMap(({ snapshots }) => snapshots.map((one) => one.snapshotId)),
    );
    expect(keysOf(await client.snapshots.list())).toEqual(['day-1', 'day-5', 'day-10']);
  });

  it('never deletes the newest completed set, what is pending, or what an image needs', async () => {
    const { simulation, worker, sets } = await stageSets([40, 30, 20]);
    const { client, aws } = simulation;
    aws.putImage({ name: 'needs-it', snapshotId: sets[0]?.snapshots[1]?.snapshotId });
    await client.snapshots.create(worker, { key: 'now' });

    const { doomed, kept } = await client.snapshots.prune({ keepForSeconds: 1 });

    expect(keysOf(doomed)).toEqual(['day-30']);
    expect(kept.map(({ set, reason }) => [set.key, reason])).toEqual([
      ['now', 'pending'],
      ['day-20', 'newest'],
      ['day-40', 'in-use'],
    ]);
  });

  it('does not count what has failed, or lacks a volume, among the newest', async () => {
    const { simulation, worker, sets } = await stageSets([40, 20, 10]);
    const { client, aws } = simulation;
    const failed = await client.snapshots.create(worker, { key: 'failed' });
    aws.failSnapshot(failed.snapshots[0]?.snapshotId ?? '');
    const [first] = sets[2]?.snapshots ?? [];
    const ec2 = await client.ec2();
    const { DeleteSnapshotCommand } = await import('@aws-sdk/client-ec2');
    await ec2.send(new DeleteSnapshotCommand({ SnapshotId: first?.snapshotId }));
    await aws.advance(DAY_S * 1_000);

    const { doomed, kept } = await client.snapshots.prune({ keepNewest: 1, dryRun: true });

    expect(keysOf(doomed)).toEqual(['day-40', 'day-10', 'failed']);
    expect(keysOf(kept.map(({ set }) => set))).toEqual(['day-20']);
  });

  it('counts each worker by itself', async () => {
    const { simulation, worker } = await stageSets([3, 2]);
    const { client, aws } = simulation;
    const other = await simulation.launch({ name: 'other' });
    await client.snapshots.create(other, { key: 'only' });
    await aws.advance(DAY_S * 1_000);

    const all = await client.snapshots.prune({ keepNewest: 1, dryRun: true });
    const one = await client.snapshots.prune({ keepNewest: 1, worker: other, dryRun: true });

    expect(all.doomed.map(({ instanceId, key }) => [instanceId, key])).toEqual([
      [worker.instanceId, 'day-3'],
    ]);
    expect(one.doomed).toEqual([]);
  });

  it('tells what it could not delete, and goes on', async () => {
    const { simulation } = await stageSets([40, 30, 20]);
    simulation.aws.fail({ action: 'DeleteSnapshot', code: 'InvalidSnapshot.InUse' });

    const { deleted, failures } = await simulation.client.snapshots.prune({ keepNewest: 1 });

    expect(failures).toMatchObject([{ error: { kind: 'conflict' } }]);
    expect(deleted).toHaveLength(3);
  });

  it.each([
    {},
    { keepNewest: 0 },
    { keepNewest: 1.5 },
    { keepForSeconds: 0 },
    { keepForSeconds: Number.NaN },
  ])('refuses %o, and asks for nothing', async (rules) => {
    const { simulation } = await stageWorker();

    const error = await failure(simulation.client.snapshots.prune(rules));

    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(simulation.actions).toEqual([]);
  });
});
