import type { MonitorSnapshot } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { turns } from '../../client/worker-simulation.js';
import { FleetStage, OWNED } from '../fleet-stage.js';
import { find, isOf, namesOf, takeUntil, typesOf } from './monitor-stage.js';

const asJson = (snapshot: MonitorSnapshot): MonitorSnapshot =>
  JSON.parse(JSON.stringify(snapshot)) as MonitorSnapshot;

/** A fleet of three, and what a monitor knew of it that was left after an hour. */
async function setSnapshotStage(): Promise<{ stage: FleetStage; snapshot: MonitorSnapshot }> {
  const stage = new FleetStage();
  await stage.addMany(3, { tags: { Course: 'ccna' } });
  const monitor = stage.fleet.monitor();
  await takeUntil(monitor, isOf('appeared'), 3);
  const snapshot = asJson(monitor.snapshot());
  return { stage, snapshot };
}

describe('a monitor that goes on from a snapshot', () => {
  it('tells what has changed meanwhile, once, and nothing else', async () => {
    const { stage, snapshot } = await setSnapshotStage();
    const [first, second] = (await stage.fleet.list()).workers;
    await stage.client.addTags(first ?? '', { Course: 'ccnp' });
    await stage.client.stopInstance(second ?? '');
    await stage.clock.advance(600_000);
    await stage.launch({ name: 'new', tags: OWNED });

    const monitor = stage.fleet.monitor({ snapshot });
    const events = await takeUntil(monitor, isOf('health-changed'), 3);
    void stage.clock.sleep(600_000).then(() => stage.launch({ name: 'last', tags: OWNED }));
    const further = await takeUntil(stage.fleet.monitor({ snapshot: monitor.snapshot() }), isOf('appeared'));

    expect(typesOf(events).sort()).toEqual([
      'appeared',
      'health-changed',
      'health-changed',
      'health-changed',
      'state-changed',
      'state-changed',
      'tags-changed',
    ]);
    expect(find(events, 'tags-changed').changed).toEqual({ Course: { from: 'ccna', to: 'ccnp' } });
    expect(namesOf(further)).toEqual(['last']);
  });

  it('tells of workers that have gone, when they were last seen', async () => {
    const { stage, snapshot } = await setSnapshotStage();
    const [first] = (await stage.fleet.list()).workers;
    await stage.client.terminateInstance(first ?? '');
    await stage.clock.advance(24 * 3_600_000);

    const events = await takeUntil(stage.fleet.monitor({ snapshot }), isOf('vanished'));

    const vanished = find(events, 'vanished');
    expect(vanished.worker.instanceId).toBe(first?.instanceId);
    expect(['terminated', 'gone']).toContain(vanished.why);
    expect(vanished.lastSeen.getTime()).toBeLessThanOrEqual(Date.parse(snapshot.takenAt));
  });

  it('repeats no impairment, and tells of its end', async () => {
    const { stage } = await setSnapshotStage();
    const [first] = (await stage.fleet.list()).workers;
    const { instanceId = '' } = first ?? {};
    stage.aws.impair(instanceId, { check: 'system' });
    const monitor = stage.fleet.monitor();
    await takeUntil(monitor, isOf('impaired'));
    void stage.clock.sleep(300_000).then(() => stage.aws.recover(instanceId));

    const events = await takeUntil(
      stage.fleet.monitor({ snapshot: asJson(monitor.snapshot()) }),
      isOf('recovered'),
    );

    expect(typesOf(events)).toEqual(['health-changed', 'recovered']);
  });

  it('goes on by itself after its loop was left', async () => {
    const stage = new FleetStage();
    await stage.addMany(3);
    const monitor = stage.fleet.monitor();

    const names = [];
    for (let round = 0; round < 3; round += 1) names.push(...namesOf(await takeUntil(monitor, () => true)));

    expect(names.sort()).toEqual(['worker-0', 'worker-1', 'worker-2']);
  });

  it('knows what the reader has taken, and not what still waits for it', async () => {
    const stage = new FleetStage();
    await stage.addMany(5);
    const monitor = stage.fleet.monitor();

    for await (const { type } of monitor) {
      expect(type).toBe('appeared');
      await turns();
      if (monitor.snapshot().workers.length === 2) break;
    }

    const rest = await takeUntil(stage.fleet.monitor({ snapshot: monitor.snapshot() }), isOf('appeared'), 3);
    expect(rest).toHaveLength(3);
  });
});
