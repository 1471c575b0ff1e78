import type { DestructionPlan } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';
import { SharedLeases } from '../assignment/shared-leases.js';
import { FleetStage } from '../fleet-stage.js';

const statesOf = async ({ client }: FleetStage, workers: readonly { instanceId: string }[]) =>
  await Promise.all(workers.map(async (one) => (await client.getInstanceDetails(one)).instanceState));

describe('bulk destruction', () => {
  it('stops what was named, in few requests, after a look at its tags by another API', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(6);
    stage.aws.clearRequests();

    const report = await stage.fleet.stopWorkers(workers.slice(0, 3));

    expect(report.results).toMatchObject(
      workers.slice(0, 3).map(({ instanceId }) => ({
        instanceId,
        outcome: 'done',
        change: { currentState: 'stopping', changed: true },
      })),
    );
    expect(report).toMatchObject({ dryRun: false, done: 3 });
    expect(report.message).toBe(
      'Stopped 3 of the 3 workers that were meant, 50 % of a fleet of 6; 0 are left alone.',
    );
    const relevant = stage.actions.filter((action) => /Tags$|^Stop|Status$/.test(action));
    expect(relevant).toEqual(['DescribeTags', 'StopInstances']);
    expect((await statesOf(stage, workers)).slice(3)).toEqual(['running', 'running', 'running']);
  });

  it('carries out a plan to the letter, looked at anew', async () => {
    const stage = new FleetStage();
    const [first, second, third, fourth] = await stage.addMany(8);
    if (!first || !second || !third || !fourth) throw new Error('There are too few workers.');
    const dry = await stage.fleet.terminateWorkers([first, second, third], { dryRun: true });
    const kept = JSON.parse(JSON.stringify(dry.plan)) as DestructionPlan;
    await stage.client.addTags(second, { Protected: 'true' });
    await stage.fleet.assign(third, { lab: 'bgp-101' });

    const wrongVerb = await failure(stage.fleet.stopWorkers(kept));
    const report = await stage.fleet.terminateWorkers(kept);

    expect(wrongVerb).toMatchObject({ kind: 'invalid-parameter', received: '"a plan to terminate"' });
    expect(report.results).toMatchObject([{ instanceId: first.instanceId, outcome: 'done' }]);
    expect(report.plan.refused).toMatchObject([{ reason: 'protected' }, { reason: 'assigned' }]);
    expect(await statesOf(stage, [first, second, third, fourth])).toEqual([
      'shutting-down',
      'running',
      'running',
      'running',
    ]);
  });

  it.each([
    [{ ManagedBy: 'exam-service' }, 'not-owned'],
    [{ Protected: 'true' }, 'protected'],
    [{ AssignedLab: 'bgp-101' }, 'assigned'],
  ])('leaves a worker alone whose tags say %j by then', async (tags, reason) => {
    const stage = new FleetStage();
    const [worker, other] = await stage.addMany(4);
    if (!worker || !other) throw new Error('There are too few workers.');
    const rival = stage.connect({ coalescing: false });
    // After the fleet was listed, before its tags are read.
    let changing: Promise<void> | undefined;
    stage.aws.fail({
      action: 'DescribeTags',
      code: 'RequestLimitExceeded',
      when: () => {
        changing = rival.addTags(worker, tags);
        return true;
      },
    });

    const report = await stage.fleet.terminateWorkers([worker, other]);
    await changing;

    expect(report.results).toMatchObject([
      { instanceId: worker.instanceId, outcome: 'refused', reason },
      { instanceId: other.instanceId, outcome: 'done' },
    ]);
    expect(await statesOf(stage, [worker, other])).toEqual(['running', 'shutting-down']);
  });

  it('does nothing to what it cannot read a second time', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(2);
    stage.aws.fail({
      action: 'DescribeTags',
      code: 'UnauthorizedOperation',
      times: Number.POSITIVE_INFINITY,
    });

    const { results, done } = await stage.fleet.terminateWorkers(workers.slice(0, 1));

    expect(results).toMatchObject([{ outcome: 'failed', error: { kind: 'permission-denied' } }]);
    expect(done).toBe(0);
    expect(await statesOf(stage, workers)).toEqual(['running', 'running']);
  });

  it('loses no result where some fail', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(6);
    const [first] = workers;
    if (!first) throw new Error('There are too few workers.');
    await stage.client.setTerminationProtection(first, true);

    const { results, done } = await stage.fleet.terminateWorkers(workers.slice(0, 3));

    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'done', 'done']);
    expect(results[0]?.error).toMatchObject({ kind: 'operation-not-permitted' });
    expect(done).toBe(2);
  });

  it('ends workers of labs only if it is told to, and frees them first', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(2);
    const [worker] = workers;
    if (!worker) throw new Error('There are too few workers.');
    await stage.fleet.assign(worker, { lab: 'bgp-101' });
    stage.aws.clearRequests();

    const { done } = await stage.fleet.stopWorkers([worker], { includeAssigned: true });

    expect(done).toBe(1);
    expect(stage.actions.indexOf('DeleteTags')).toBeLessThan(stage.actions.indexOf('StopInstances'));
    expect(await stage.client.getTags(worker)).not.toHaveProperty('AssignedLab');
  });

  it('leaves a free worker the tags that are its own, also where it may end those of labs', async () => {
    const stage = new FleetStage();
    const [worker] = await stage.addMany(2, { tags: { AutoShutdown: 'false' } });

    await stage.fleet.stopWorkers([worker ?? ''], { includeAssigned: true });

    expect(await stage.client.getTags(worker ?? '')).toHaveProperty('AutoShutdown', 'false');
  });

  it('keeps out of the way of whoever holds the lease on a worker', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(2);
    const leases = new SharedLeases(stage.clock);
    const [worker] = workers;
    const key = `instance/us-east-1/${worker?.instanceId}`;
    await leases.acquire(key, { owner: 'a scheduler', durationSeconds: 600 });

    const { results } = await stage.fleetOf({ leases }).stopWorkers(workers.slice(0, 1));

    expect(results).toMatchObject([{ outcome: 'refused', reason: 'busy' }]);
    expect(await statesOf(stage, workers)).toEqual(['running', 'running']);
  });

  it('does nothing more once its caller has aborted', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(2);
    const controller = new AbortController();
    stage.aws.fail({
      action: 'DescribeTags',
      code: 'RequestLimitExceeded',
      when: () => {
        controller.abort(new Error('enough'));
        return true;
      },
    });

    const { results } = await stage.fleet.terminateWorkers(workers.slice(0, 1), {
      abortSignal: controller.signal,
    });

    expect(results).toMatchObject([{ outcome: 'failed', error: { kind: 'aborted' } }]);
    expect(await statesOf(stage, workers)).toEqual(['running', 'running']);
  });
});
