import { FleetTag } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH } from '../../client/worker-simulation.js';
import { addIn, FleetStage } from '../fleet-stage.js';

const LAB = { lab: 'bgp-101', student: 'ada' };
const EVER = Number.POSITIVE_INFINITY;

describe('acquire', () => {
  it('gives a free and healthy worker that meets the criteria', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'small', instanceType: 't3.xlarge' });
    await stage.add({ name: 'taken', tags: { [FleetTag.ASSIGNED_LAB]: 'ospf-1' } });
    const ill = await stage.add({ name: 'ill' });
    await stage.add({ name: 'fit' });
    stage.aws.impair(ill.instanceId, { check: 'instance' });

    const worker = await stage.fleet.acquire({ instanceTypes: ['c5.2xlarge'] }, LAB);

    expect(worker).toMatchObject({ name: 'fit', healthy: true, assignment: LAB });
  });

  it('gives nothing where nothing is free, and looks but once', async () => {
    const stage = new FleetStage();
    const begin = stage.clock.now();

    expect(await stage.fleet.acquire({}, LAB)).toBeUndefined();
    expect(await stage.fleet.acquire({ instanceTypes: [] }, LAB)).toBeUndefined();
    expect(stage.clock.now() - begin).toBeLessThan(1_000);
  });

  it('returns the worker that the lab has, whatever the criteria are, and takes no second one', async () => {
    const stage = new FleetStage();
    await stage.addMany(3);
    const first = await stage.fleet.acquire({}, LAB);

    const again = await stage
      .fleetOf({ client: stage.connect() })
      .acquire({ instanceTypes: ['t3.xlarge'] }, LAB);

    expect(again).toMatchObject({ instanceId: first?.instanceId, assignment: first?.assignment });
    expect((await stage.fleet.listAvailable()).workers).toHaveLength(2);
  });

  it('gives each student of a lab a worker', async () => {
    const stage = new FleetStage();
    await stage.addMany(2);

    const [ada, bob] = await Promise.all(
      ['ada', 'bob'].map((student) => stage.fleet.acquire({}, { lab: 'bgp-101', student })),
    );

    expect(new Set([ada?.instanceId, bob?.instanceId]).size).toBe(2);
  });

  it('says so where the worker of the lab is not healthy, until it is released', async () => {
    const stage = new FleetStage();
    await stage.addMany(2);
    const first = await stage.fleet.acquire({}, LAB);
    if (first === undefined) throw new Error('Nothing was free.');
    stage.aws.impair(first.instanceId, { check: 'system' });

    const error = await failure(stage.fleet.acquire({}, LAB));
    await stage.fleet.release(first, { lab: LAB.lab });
    const second = await stage.fleet.acquire({}, LAB);

    expect(error).toMatchObject({ kind: 'worker-unhealthy', instanceIds: [first.instanceId] });
    expect(second?.healthy).toBe(true);
    expect(second?.instanceId).not.toBe(first.instanceId);
  });

  it('replaces a worker that has ended', async () => {
    const stage = new FleetStage();
    await stage.addMany(2);
    const first = await stage.fleet.acquire({}, LAB);
    if (first === undefined) throw new Error('Nothing was free.');
    await stage.client.terminateInstance(first);

    const second = await stage.fleet.acquire({}, LAB);

    expect(second?.instanceId).not.toBe(first.instanceId);
  });

  it('goes on to the next where one was taken, fell ill or went since it was listed', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(4);
    const rival = stage.connect();
    const ids = workers.map(({ instanceId }) => instanceId);
    let tampered = 0;
    // As soon as one is looked at by itself, something happens to it.
    stage.aws.fail({
      action: 'DescribeInstanceStatus',
      code: 'InternalError',
      times: EVER,
      when: ({ parameters }) => {
        const named = ids.filter((id) => JSON.stringify(parameters).includes(id));
        const [id] = named;
        if (named.length !== 1 || id === undefined || tampered === 3) return false;
        tampered += 1;
        if (tampered === 1) stage.aws.impair(id, { check: 'instance' });
        if (tampered === 2) void rival.terminateInstance(id);
        if (tampered === 3) stage.aws.impair(id, { check: 'system' });
        return false;
      },
    });

    const worker = await stage.fleet.acquire({}, LAB);

    expect(worker).toMatchObject({ healthy: true, assignment: LAB });
  });

  it('does not begin with the same worker for every lab', async () => {
    const stage = new FleetStage();
    await stage.addMany(6);
    const firsts = new Set<string>();
    for (let index = 0; index < 12; index += 1) {
      const lab = `lab-${index}`;
      const worker = await stage.fleet.acquire({}, { lab });
      if (worker === undefined) throw new Error('Nothing was free.');
      firsts.add(worker.instanceId);
      await stage.fleet.release(worker, { lab });
    }
    expect(firsts.size).toBeGreaterThan(2);
  });

  it('waits for a worker to become free', async () => {
    const stage = new FleetStage();
    const worker = await stage.add();
    await stage.fleet.assign(worker, { lab: 'ospf-1' });
    const begin = stage.clock.now();
    const waiting = stage.fleet.acquire({}, LAB, { maxWaitTime: 600, pollSeconds: 5 });
    await stage.clock.sleep(60_000);
    await stage.fleet.release(worker);

    expect(await waiting).toMatchObject({ instanceId: worker.instanceId, assignment: LAB });
    expect(stage.clock.now() - begin).toBeLessThanOrEqual(70_000);
  });

  it('gives up waiting in time, or with the signal of its caller', async () => {
    const stage = new FleetStage();
    const begin = stage.clock.now();
    const controller = new AbortController();

    expect(await stage.fleet.acquire({}, LAB, { maxWaitTime: 60 })).toBeUndefined();
    const waited = stage.clock.now() - begin;
    const aborted = failure(
      stage.fleet.acquire({}, LAB, { maxWaitTime: 600, abortSignal: controller.signal }),
    );
    controller.abort(new Error('shut down'));

    expect(waited).toBe(60_000);
    expect(await aborted).toMatchObject({ kind: 'aborted', operation: 'acquire' });
  });

  it('ends with the signal of its caller between two looks', async () => {
    const stage = new FleetStage();
    const controller = new AbortController();
    void stage.clock.sleep(15_000).then(() => controller.abort(new Error('shut down')));
    const options = { maxWaitTime: 600, abortSignal: controller.signal };

    const error = await failure(stage.fleet.acquire({}, LAB, options));

    expect(error).toMatchObject({ kind: 'aborted', operation: 'acquire', cause: new Error('shut down') });
    expect(stage.clock.pendingSleeps).toBe(0);
  });

  it('takes no worker while a region in which the lab may have one cannot be read', async () => {
    const stage = new FleetStage({ regions: ['us-east-1', 'eu-west-1'] });
    await stage.add();
    await addIn(stage.client, 'eu-west-1', LAUNCH);
    const isEurope = ({ region }: { readonly region: string }): boolean => region === 'eu-west-1';
    stage.aws.fail({ code: 'Unavailable', when: isEurope, times: EVER });

    const error = await failure(stage.fleet.acquire({}, LAB));
    const before = (await stage.fleet.listAvailable({ regions: ['us-east-1'] })).workers;
    const worker = await stage.fleet.acquire({ regions: ['us-east-1'] }, LAB);

    expect(error).toMatchObject({ kind: 'service-unavailable', region: 'eu-west-1' });
    expect(error.message).toMatch(
      /whether lab "bgp-101" has a worker already is not known.*criteria\.regions/,
    );
    expect(before).toHaveLength(1);
    expect(worker?.region).toBe('us-east-1');
  });

  it('does not say that nothing is free where it cannot see', async () => {
    const stage = new FleetStage();
    await stage.add();
    stage.aws.fail({ action: 'DescribeInstanceStatus', code: 'Unavailable', times: EVER });

    expect(await failure(stage.fleet.acquire({}, LAB))).toMatchObject({ kind: 'service-unavailable' });
  });

  it('refuses times that are none', async () => {
    const stage = new FleetStage();
    for (const options of [{ maxWaitTime: -1 }, { pollSeconds: 0 }]) {
      expect(await failure(stage.fleet.acquire({}, LAB, options))).toMatchObject({
        kind: 'invalid-parameter',
        parameter: Object.keys(options)[0],
      });
    }
  });
});
