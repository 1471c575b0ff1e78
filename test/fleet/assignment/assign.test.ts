import { FleetTag } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, STRANGER } from '../../client/worker-simulation.js';
import { FleetStage } from '../fleet-stage.js';

const LAB = { lab: 'bgp-101', student: 'ada' };

describe('assign', () => {
  it('writes the four tags in one request, and returns the worker as it then is', async () => {
    const stage = new FleetStage();
    const worker = await stage.add();
    const startTime = new Date('2026-03-04T09:30:00Z');

    const assigned = await stage.fleet.assign(worker, {
      ...LAB,
      startTime,
      autoShutdown: false,
      tags: { CostCentre: 'physics' },
    });

    const { AssignedLab, Student, LabStartTime, AutoShutdown, CostCentre } =
      await stage.client.getTags(worker);
    expect({ AssignedLab, Student, LabStartTime, AutoShutdown, CostCentre }).toEqual({
      AssignedLab: 'bgp-101',
      Student: 'ada',
      LabStartTime: '2026-03-04T09:30:00.000Z',
      AutoShutdown: 'false',
      CostCentre: 'physics',
    });
    expect(assigned).toMatchObject({
      instanceId: worker.instanceId,
      healthy: true,
      assignment: { ...LAB, startedAt: startTime, autoShutdown: 'false' },
      tags: { CostCentre: 'physics' },
    });
    expect(stage.actions.filter((action) => action === 'CreateTags')).toHaveLength(1);
    expect(stage.actions.indexOf('CreateTags')).toBeLessThan(stage.actions.lastIndexOf('DescribeInstances'));
  });

  it('begins now, may be shut down, and leaves no student of an earlier lab', async () => {
    const stage = new FleetStage();
    const worker = await stage.add({ tags: { [FleetTag.STUDENT]: 'somebody of old' } });

    const { assignment } = await stage.fleet.assign(worker, { lab: 'bgp-101' });

    expect(assignment).toEqual({
      lab: 'bgp-101',
      student: undefined,
      startedAt: new Date(stage.clock.now()),
      autoShutdown: 'true',
    });
  });

  it('keeps what the tag of a worker says of its shutdown', async () => {
    const stage = new FleetStage();
    const worker = await stage.add({ tags: { [FleetTag.AUTO_SHUTDOWN]: 'false' } });

    expect((await stage.fleet.assign(worker, LAB)).assignment?.autoShutdown).toBe('false');
  });

  it('returns a worker that the same lab and student have, and writes nothing', async () => {
    const stage = new FleetStage();
    const worker = await stage.add();
    const first = await stage.fleet.assign(worker, LAB);
    await stage.aws.advance(60_000);
    stage.aws.clearRequests();

    const again = await stage.fleet.assign(worker, LAB);

    expect(again.assignment).toEqual(first.assignment);
    expect(stage.actions).not.toContain('CreateTags');
  });

  it('completes what another program has begun', async () => {
    const stage = new FleetStage();
    const worker = await stage.add({ tags: { AssignedLab: 'bgp-101', Student: 'ada' } });

    const { assignment } = await stage.fleet.assign(worker, LAB);

    expect(assignment).toMatchObject({ ...LAB, autoShutdown: 'true' });
    expect(assignment?.startedAt).toBeInstanceOf(Date);
  });

  it.each([{ lab: 'ospf-1', student: 'ada' }, { lab: 'bgp-101', student: 'bob' }, { lab: 'bgp-101' }])(
    'refuses %j a worker that another has, and says who',
    async (other) => {
      const stage = new FleetStage();
      const worker = await stage.add();
      await stage.fleet.assign(worker, LAB);
      stage.aws.clearRequests();

      const error = await failure(stage.fleet.assign(worker, other));

      expect(error).toMatchObject({ kind: 'worker-assigned', assignedLab: 'bgp-101', operation: 'assign' });
      expect(error.message).toContain(
        `${worker.instanceId} in us-east-1 is assigned to lab "bgp-101" of student "ada"`,
      );
      expect(stage.actions).not.toContain('CreateTags');
    },
  );

  it('reads the checks afresh, and names worker and checks where they are not good', async () => {
    const stage = new FleetStage();
    await stage.add();
    const [worker] = (await stage.fleet.listHealthy()).workers;
    if (worker === undefined) throw new Error('There is no worker.');
    stage.aws.impair(worker.instanceId, { check: 'system' });

    const error = await failure(stage.fleet.assign(worker, LAB));

    expect(error).toMatchObject({
      kind: 'worker-unhealthy',
      instanceIds: [worker.instanceId],
      checks: { systemStatus: 'impaired', instanceStatus: 'ok' },
    });
    expect(error.message).toMatch(new RegExp(`${worker.instanceId} in us-east-1 is not healthy: .*impaired`));
    expect(await stage.client.getTags(worker)).not.toHaveProperty('AssignedLab');
  });

  it('refuses one whose checks are not known yet, and one that is stopped', async () => {
    const stage = new FleetStage();
    const resting = await stage.add();
    await stage.client.stopInstance(resting);
    await stage.client.waitUntilStopped(resting);
    const young = await stage.launch({ tags: { ManagedBy: 'lab-service' } });
    await stage.client.waitUntilRunning(young);

    expect(await failure(stage.fleet.assign(young, LAB))).toMatchObject({
      kind: 'worker-unhealthy',
      checks: { instanceStatus: 'initializing' },
    });

    expect(await failure(stage.fleet.assign(resting, LAB))).toMatchObject({
      kind: 'worker-unhealthy',
      instanceState: 'stopped',
    });
  });

  it("refuses what is not the fleet's own, with the way out", async () => {
    const stage = new FleetStage();
    const worker = await stage.launchHealthy({ tags: { ManagedBy: 'exam-service' } });

    const error = await failure(stage.fleet.assign(worker, LAB));

    expect(error).toMatchObject({ kind: 'operation-not-permitted', instanceIds: [worker.instanceId] });
    expect(error.message).toMatch(/does not belong to the fleet.*ManagedBy = lab-service.*addTags/);
  });

  it('refuses what cannot be kept as tags before anything is sent', async () => {
    const stage = new FleetStage();
    const wrong = [
      [{ lab: '' }, 'lab.lab'],
      [{}, 'lab.lab'],
      [undefined, 'lab'],
      [{ lab: 'x'.repeat(257) }, 'tags.AssignedLab'],
      [{ lab: 'a', student: 1 }, 'lab.student'],
      [{ lab: 'a', startTime: new Date('never') }, 'lab.startTime'],
      [{ lab: 'a', autoShutdown: 'true' }, 'lab.autoShutdown'],
      [{ lab: 'a', tags: { ManagedBy: 'me' } }, 'lab.tags'],
      [{ lab: 'a', tags: { AssignmentToken: '9' } }, 'lab.tags'],
      [{ lab: 'a', tags: { 'aws:x': '9' } }, 'lab.tags'],
    ] as const;
    for (const [lab, parameter] of wrong) {
      const error = await failure(stage.fleet.assign(STRANGER, lab as never));
      expect([lab, error]).toMatchObject([lab, { kind: 'invalid-parameter', parameter }]);
    }
    expect(stage.actions).toEqual([]);
  });

  it('passes on what EC2 does not know, and the end of the signal', async () => {
    const stage = new FleetStage();
    const worker = await stage.add();
    const controller = new AbortController();
    controller.abort(new Error('shut down'));

    expect(await failure(stage.fleet.assign(STRANGER, LAB))).toMatchObject({
      kind: 'instance-not-found',
    });
    expect(await failure(stage.fleet.assign(worker, LAB, { abortSignal: controller.signal }))).toMatchObject({
      kind: 'aborted',
      operation: 'assign',
    });
    expect(await stage.client.getTags(worker)).not.toHaveProperty('AssignedLab');
  });

  it('finds a worker of a fleet of several regions by what the fleet has listed', async () => {
    const stage = new FleetStage({ regions: ['us-east-1', 'eu-west-1'] });
    const { instanceId } = await stage.add();

    const error = await failure(stage.fleet.assign(instanceId, LAB));
    const [worker] = (await stage.fleet.list()).workers;

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'worker' });
    expect((await stage.fleet.assign(worker ?? '', LAB)).assignment?.lab).toBe('bgp-101');
  });
});
