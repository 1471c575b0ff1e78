import { type FleetClient, type FleetSpotNotice, FleetTag } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { LAUNCH } from '../../client/worker-simulation.js';
import { FleetStage, OWNED } from '../fleet-stage.js';
import { find, isOf, namesOf, takeUntil, typesOf } from './monitor-stage.js';

describe('a monitor', () => {
  it('begins with the workers that are there, and tells of those that come', async () => {
    const stage = new FleetStage();
    await stage.addMany(2);
    const monitor = stage.fleet.monitor();
    void stage.clock.sleep(90_000).then(() => stage.launch({ name: 'late', tags: OWNED }));

    const events = await takeUntil(monitor, isOf('appeared'), 3);

    expect(typesOf(events)).toEqual(['appeared', 'appeared', 'appeared']);
    expect(namesOf(events).sort()).toEqual(['late', 'worker-0', 'worker-1']);
    expect(find(events, 'appeared').instance).toMatchObject({ healthy: true, instanceState: 'running' });
    expect(stage.clock.pendingSleeps).toBe(0);
  });

  it('tells how a worker comes up, stops and ends, and of its end once', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.launch({ tags: OWNED });
    const { clock, client } = stage;
    void clock.sleep(300_000).then(() => client.stopInstance(instanceId));
    void clock.sleep(400_000).then(() => client.terminateInstance(instanceId));
    void clock.sleep(1_000_000).then(() => stage.launch({ name: 'last', tags: OWNED }));

    const events = await takeUntil(stage.fleet.monitor(), isOf('appeared'), 2);

    const states = events.flatMap((event) => (event.type === 'state-changed' ? [event.to] : []));
    const healths = events.flatMap((event) => (event.type === 'health-changed' ? [event.to] : []));
    expect(states.filter((state) => !state.endsWith('ing'))).toEqual(['stopped', 'terminated']);
    expect(states[0]).toBe('running');
    expect(healths).toEqual(['initializing', 'healthy', 'off']);
    expect(events.filter(isOf('vanished'))).toMatchObject([
      { why: 'terminated', worker: { instanceId, region: 'us-east-1', name: 'worker-1' } },
    ]);
  });

  it('tells of an impairment once it has lasted, and of the recovery', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add();
    const { clock, aws } = stage;
    const at = clock.now();
    void clock.sleep(60_000).then(() => aws.impair(instanceId, { check: 'system' }));
    void clock.sleep(80_000).then(() => aws.recover(instanceId));
    void clock.sleep(300_000).then(() => aws.impair(instanceId, { check: 'instance' }));
    void clock.sleep(600_000).then(() => aws.recover(instanceId));

    const events = await takeUntil(stage.fleet.monitor({ debounceSeconds: 120 }), isOf('recovered'));

    const impaired = find(events, 'impaired');
    expect(events.filter(isOf('impaired', 'recovered'))).toHaveLength(2);
    expect(impaired).toMatchObject({ failing: ['instance'], since: new Date(at + 300_000) });
    const told = (impaired.at.getTime() - at) / 1_000;
    expect(told).toBeGreaterThanOrEqual(420);
    expect(told).toBeLessThan(440);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('tells of tags with their difference, and of assignments', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add({ tags: { Course: 'ccna', Room: 'b' } });
    const { clock, client } = stage;
    void clock.sleep(70_000).then(async () => {
      await client.addTags(instanceId, { Course: 'ccnp', [FleetTag.ASSIGNED_LAB]: 'bgp-101' });
      await client.removeTags(instanceId, ['Room']);
    });

    const events = await takeUntil(stage.fleet.monitor(), isOf('assignment-changed'));

    expect(typesOf(events)).toEqual(['appeared', 'tags-changed', 'assignment-changed']);
    expect(find(events, 'tags-changed')).toMatchObject({
      added: { AssignedLab: 'bgp-101' },
      removed: { Room: 'b' },
      changed: { Course: { from: 'ccna', to: 'ccnp' } },
    });
    expect(find(events, 'assignment-changed')).toMatchObject({ from: undefined, to: { lab: 'bgp-101' } });
  });

  it('tells what AWS plans, changes and is done with', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add();
    const { clock, aws } = stage;
    const code = 'instance-retirement';
    const notBefore = new Date(clock.now() + 3_600_000);
    void clock.sleep(30_000).then(() => aws.scheduleEvent(instanceId, { code }));
    void clock.sleep(90_000).then(() => aws.scheduleEvent(instanceId, { code, notBefore }));
    void clock.sleep(150_000).then(() => aws.scheduleEvent(instanceId, { code, state: 'completed' }));

    const events = await takeUntil(stage.fleet.monitor(), isOf('scheduled-event'), 3);

    const plans = events.flatMap((event) => (event.type === 'scheduled-event' ? [event] : []));
    expect(plans.map(({ change, event }) => [change, event.state])).toEqual([
      ['new', 'active'],
      ['changed', 'active'],
      ['over', 'completed'],
    ]);
    expect(plans[1]?.event).toMatchObject({ code, notBefore });
  });

  it.each(['terminate', 'stop'] as const)('tells that AWS takes a spot worker back: %s', async (action) => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add({ market: { spot: { interruption: action } } });
    void stage.clock.sleep(30_000).then(() => stage.aws.interruptSpot(instanceId));

    const ends = action === 'terminate' ? 'terminated' : 'stopped';
    const events = await takeUntil(
      stage.fleet.monitor(),
      (event) => event.type === 'state-changed' && event.to === ends,
    );

    expect(events.filter(isOf('spot-interruption'))).toMatchObject([{ action, worker: { instanceId } }]);
    expect(typesOf(events).indexOf('spot-interruption')).toBeLessThan(
      typesOf(events).indexOf('state-changed'),
    );
  });

  it('tells of a notice before the worker goes, and not again when it does', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add({ market: 'spot' });
    const noticeAt = new Date(stage.clock.now());
    const listSpotNotices = (): Promise<FleetSpotNotice[]> =>
      Promise.resolve([{ instanceId, action: 'terminate', noticedAt: noticeAt }]);
    const client = new Proxy<FleetClient>(stage.client, {
      get: (target, name: keyof FleetClient) =>
        name === 'listSpotNotices' ? listSpotNotices : (target[name] as () => unknown).bind(target),
    });
    void stage.clock.sleep(120_000).then(() => stage.aws.interruptSpot(instanceId));

    const events = await takeUntil(stage.fleetOf({ client }).monitor(), isOf('vanished'));

    expect(typesOf(events).slice(0, 2)).toEqual(['appeared', 'spot-interruption']);
    expect(events.filter(isOf('spot-interruption'))).toMatchObject([{ noticeAt, action: 'terminate' }]);
  });

  it('tells of an interruption once that is seen while the notices of it are on their way', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add({ market: 'spot' });
    const listSpotNotices = async (): Promise<FleetSpotNotice[]> => {
      await stage.clock.sleep(50_000);
      return [{ instanceId, action: 'terminate', noticedAt: undefined }];
    };
    const client = new Proxy<FleetClient>(stage.client, {
      get: (target, name: keyof FleetClient) =>
        name === 'listSpotNotices' ? listSpotNotices : (target[name] as () => unknown).bind(target),
    });
    void stage.clock.sleep(30_000).then(() => stage.aws.interruptSpot(instanceId));
    void stage.clock.sleep(120_000).then(() => stage.launch({ name: 'last', tags: OWNED }));

    const events = await takeUntil(stage.fleetOf({ client }).monitor(), isOf('appeared'), 2);

    expect(events.filter(isOf('spot-interruption'))).toMatchObject([{ action: 'terminate' }]);
  });

  it('tells that a worker is not the fleet’s any more, and that it is again', async () => {
    const stage = new FleetStage();
    const { instanceId } = await stage.add();
    void stage.clock.sleep(30_000).then(() => stage.client.addTags(instanceId, { ManagedBy: 'others' }));
    void stage.clock.sleep(200_000).then(() => stage.client.addTags(instanceId, OWNED));

    const events = await takeUntil(stage.fleet.monitor(), isOf('appeared'), 2);

    expect(typesOf(events)).toEqual(['appeared', 'tags-changed', 'vanished', 'appeared']);
    expect(find(events, 'vanished')).toMatchObject({ why: 'no-longer-ours' });
  });

  it('keeps to its criteria', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'blue', tags: { Team: 'blue' } });
    await stage.add({ name: 'red', tags: { Team: 'red' } });
    void stage.clock.sleep(90_000).then(() => stage.launch({ tags: { ...OWNED, Team: 'blue' } }));

    const monitor = stage.fleet.monitor({ criteria: { tags: { Team: 'blue' } } });

    expect(namesOf(await takeUntil(monitor, isOf('appeared'), 2))).toEqual(['blue', 'worker-1']);
  });

  it('asks little: a listing now and then, and the checks of all workers together', async () => {
    const stage = new FleetStage();
    await stage.addMany(20);
    stage.aws.clearRequests();
    const begin = stage.clock.now();
    const late = { ...LAUNCH, name: 'late', tags: OWNED };
    void stage.clock.sleep(600_000).then(() => stage.client.createInstance(late));

    await takeUntil(stage.fleet.monitor(), ({ at }) => at.getTime() > begin + 600_000);

    expect(stage.aws.requests.length).toBeGreaterThan(40);
    expect(stage.aws.requests.length).toBeLessThan(100);
  });
});
