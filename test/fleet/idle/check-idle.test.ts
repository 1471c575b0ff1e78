import { FleetTag, type LeaseStore, type WorkerActivity } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, turns } from '../../client/worker-simulation.js';
import { gatedClient, latch } from '../assignment/gated-client.js';
import { SharedLeases } from '../assignment/shared-leases.js';
import { IdleStage, MINUTE, shortOf } from './idle-stage.js';

describe('checkIdle', () => {
  it('warns after 20 minutes and stops after 30, unless something speaks against it', async () => {
    const stage = new IdleStage();
    await stage.old(
      ['used', 5],
      ['warned', 25],
      ['idle', 31],
      ['assigned', 31, { [FleetTag.ASSIGNED_LAB]: 'bgp-101' }],
      ['protected', 90, { [FleetTag.PROTECTED]: 'true' }],
      ['opted out', 90, { [FleetTag.AUTO_SHUTDOWN]: 'False' }],
      ['badly snoozed', 90, { [FleetTag.IDLE_SNOOZED_UNTIL]: 'tomorrow' }],
    );
    await stage.add({ name: 'unknown' });
    await stage.clock.advance(31 * MINUTE);
    stage.aws.clearRequests();

    expect(await stage.check()).toEqual({
      used: 'idle-kept active nothing-to-do',
      warned: 'idle-warning warning nothing-to-do',
      idle: 'idle-shutdown idle done',
      assigned: 'idle-shutdown idle done',
      protected: 'idle-kept protected nothing-to-do',
      'opted out': 'idle-kept opted-out nothing-to-do',
      'badly snoozed': 'idle-kept snooze-unreadable nothing-to-do',
      unknown: 'idle-kept unknown nothing-to-do',
    });
    expect(stage.stops).toBe(2);
  });

  it('tells why the use of a worker could not be read', async () => {
    const stage = new IdleStage();
    await stage.old(['silent', 90]);
    stage.usedAgo.clear();

    const { decisions, complete } = await stage.fleet.checkIdle({ activityOf: stage.activityOf });

    expect(complete).toBe(false);
    expect(decisions[0]?.error).toMatchObject({ operation: 'checkIdle', kind: 'unknown' });
    expect(decisions[0]?.message).toContain('the host does not answer');
    expect(stage.stops).toBe(0);
  });

  it('says in one sentence what was decided and why, and nothing twice', async () => {
    const stage = new IdleStage();
    await stage.old(
      ['used', 5],
      ['warned', 25],
      ['idle', 31],
      ['kept', 31, { [FleetTag.PROTECTED]: 'true' }],
    );

    const { decisions } = await stage.fleet.checkIdle({ activityOf: stage.activityOf });

    const messages = Object.fromEntries(decisions.map(({ worker, message }) => [worker.name, message]));
    expect(messages).toEqual({
      used: expect.stringMatching(/^kept: active: it was started or used/),
      warned: expect.stringMatching(/^warning: idle at/),
      idle: expect.stringMatching(/^shutdown: idle: nobody has used it/),
      kept: 'kept (protected)',
    });
  });

  it('goes by the settings, and leaves workers in use where it is told to', async () => {
    const stage = new IdleStage();
    await stage.old(['idle', 31], ['assigned', 31, { [FleetTag.ASSIGNED_LAB]: 'bgp-101' }]);

    expect(await stage.check({ settings: { autoShutdownEnabled: false }, assigned: 'leave' })).toEqual({
      idle: 'idle-warning switched-off nothing-to-do',
      assigned: 'idle-kept assigned nothing-to-do',
    });
    expect(await stage.check({ settings: { activeLabs: 'block' } })).toEqual({
      idle: 'idle-kept active nothing-to-do',
      assigned: 'idle-kept active nothing-to-do',
    });
    expect(stage.stops).toBe(0);
  });

  it('stops so many in a pass and no more, and none in a dry run', async () => {
    const stage = new IdleStage();
    await stage.old(['a', 40], ['b', 40], ['c', 40]);

    const dry = await stage.check({ maxStops: 2, dryRun: true });
    expect(Object.values(dry).sort()).toEqual([
      'idle-kept cap-reached nothing-to-do',
      'idle-shutdown idle planned',
      'idle-shutdown idle planned',
    ]);
    expect(stage.stops).toBe(0);
    await stage.check({ maxStops: 2 });
    expect(await stage.fleet.list({ states: ['running'] })).toMatchObject({ workers: [{}] });
  });

  it('looks once more before it stops: at the use, and at the tags', async () => {
    const stage = new IdleStage();
    await stage.old(['back', 40], ['kept', 40]);
    const { workers } = await stage.fleet.list();
    let asked = 0;
    const activityOf = async (worker: { readonly name: string | undefined }): Promise<WorkerActivity> => {
      asked += 1;
      const told = await stage.activityOf(worker);
      if (asked !== 2) return told;
      stage.usedAgo.set('back', 0);
      await stage.client.addTags(workers.find(({ name }) => name === 'kept') ?? '', { Protected: 'true' });
      return told;
    };

    expect(await stage.check({ activityOf })).toEqual({
      back: 'idle-kept active nothing-to-do',
      kept: 'idle-kept protected nothing-to-do',
    });
    expect(stage.stops).toBe(0);
  });

  it('leaves a worker alone that has left the fleet since it was listed', async () => {
    const stage = new IdleStage();
    await stage.old(['given away', 40]);
    const [worker] = (await stage.fleet.list()).workers;
    const activityOf = async (asked: { readonly name: string | undefined }): Promise<WorkerActivity> => {
      await stage.client.addTags(worker ?? '', { [FleetTag.MANAGED_BY]: 'exam-service' });
      return await stage.activityOf(asked);
    };

    expect(await stage.check({ activityOf })).toEqual({ 'given away': 'idle-kept busy nothing-to-do' });
    expect(stage.stops).toBe(0);
  });

  it('waits for an assignment that is under way in its process, and then leaves the worker to the lab', async () => {
    const stage = new IdleStage();
    await stage.old(['wanted', 40]);
    const [worker] = (await stage.fleet.list()).workers;
    const [writing, go] = [latch(), latch()];
    const CreateTags = async (): Promise<void> => {
      writing.open();
      await go.opened;
    };
    const fleet = stage.fleetOf({ client: gatedClient(stage, { before: { CreateTags } }) });

    const assigning = fleet.assign(worker ?? '', { lab: 'bgp-101' });
    await writing.opened;
    const checking = fleet.checkIdle({ activityOf: stage.activityOf, assigned: 'leave' });
    await turns(300);
    go.open();

    expect((await assigning).assignment?.lab).toBe('bgp-101');
    expect((await checking).decisions.map(shortOf)).toEqual(['idle-kept assigned nothing-to-do']);
    expect(stage.stops).toBe(0);
  });

  it('does not count a worker that somebody else is at among those that it stops', async () => {
    const stage = new IdleStage();
    await stage.old(['a', 40], ['b', 40]);
    const [first] = (await stage.fleet.list()).workers;
    const leases = new SharedLeases(stage.clock);
    const key = `instance/us-east-1/${first?.instanceId}`;
    await leases.acquire(key, { owner: 'a scheduler', durationSeconds: 600 });

    const options = { activityOf: stage.activityOf, maxStops: 1 };
    const { decisions } = await stage.fleetOf({ leases }).checkIdle(options);

    expect(decisions.map(shortOf)).toEqual(['idle-kept busy nothing-to-do', 'idle-shutdown idle done']);
  });

  it('stops nothing in a fleet that does not know its own', async () => {
    const stage = new IdleStage();
    await stage.old(['of whom', 40]);
    const fleet = stage.fleetOf({ ownership: {} });

    expect(await failure(fleet.checkIdle({ activityOf: stage.activityOf }))).toMatchObject({
      kind: 'operation-not-permitted',
      message: expect.stringContaining('ownership.value'),
    });
    expect(() => fleet.idleShutdown()).toThrow(expect.objectContaining({ operation: 'idleShutdown' }));
    expect(stage.actions).toEqual([]);
  });

  it('sees to the others when it fails on one, whatever that throws', async () => {
    const stage = new IdleStage();
    await stage.old(['a', 40], ['b', 40]);
    const [first] = (await stage.fleet.list()).workers;
    const leases = new SharedLeases(stage.clock);
    const broken: LeaseStore = {
      acquire: (key, options) =>
        key.endsWith(first?.instanceId ?? '')
          ? Promise.reject(new Error('the store is down'))
          : leases.acquire(key, options),
      renew: leases.renew.bind(leases),
      release: leases.release.bind(leases),
      read: leases.read.bind(leases),
    };

    const options = { activityOf: stage.activityOf };
    const { decisions } = await stage.fleetOf({ leases: broken }).checkIdle(options);

    expect(decisions.map(shortOf)).toEqual(['idle-shutdown idle failed', 'idle-shutdown idle done']);
    expect(decisions[0]?.error).toMatchObject({ instanceIds: [first?.instanceId], operation: 'checkIdle' });
    expect(decisions[0]?.message).toContain('the store is down');
  });

  it('sees to the others when it fails on one', async () => {
    const stage = new IdleStage();
    await stage.old(['a', 40], ['b', 40]);
    const { workers } = await stage.fleet.list();
    const { instanceId = '' } = workers.find(({ name }) => name === 'a') ?? {};
    stage.aws.fail({ action: 'StopInstances', instanceId, code: 'UnauthorizedOperation', times: 3 });

    expect(await stage.check()).toEqual({ a: 'idle-shutdown idle failed', b: 'idle-shutdown idle done' });
  });

  it('ends with its signal', async () => {
    const stage = new IdleStage();
    const error = await failure(stage.fleet.checkIdle({ abortSignal: AbortSignal.abort('enough') }));

    expect(error).toMatchObject({ kind: 'aborted', operation: 'checkIdle' });
  });

  it.each([
    [{ maxStops: 0 }, 'maxStops'],
    [{ assigned: 'maybe' }, 'assigned'],
    [{ activityOf: 'cml' }, 'activityOf'],
    [{ utilization: { minCoverage: 0 } }, 'utilization.minCoverage'],
    [{ utilization: { cpuPercent: 101 } }, 'utilization.cpuPercent'],
    [{ settings: { idleThresholdMinutes: 0 } }, 'idleThresholdMinutes'],
  ])('refuses %j before anything is sent', async (options, parameter) => {
    const stage = new IdleStage();

    expect(await failure(stage.fleet.checkIdle(options as never))).toMatchObject({ parameter });
    expect(stage.actions).toEqual([]);
  });
});
