import type { FleetClient } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH, STRANGER } from '../../client/worker-simulation.js';
import { addIn, FleetStage } from '../fleet-stage.js';

const EVER = Number.POSITIVE_INFINITY;
const CHANGES = ['StopInstances', 'TerminateInstances', 'DeleteTags', 'CreateTags'];

const changesOf = ({ actions }: FleetStage): string[] => actions.filter((action) => CHANGES.includes(action));

describe('a plan of bulk destruction', () => {
  it('names exactly what would be done, and why the rest is left alone', async () => {
    const stage = new FleetStage();
    const [plain, spare] = await stage.addMany(2);
    const kept = await stage.add({ name: 'kept', tags: { Protected: 'True ' } });
    const used = await stage.add({ name: 'used', tags: { AssignedLab: 'bgp-101' } });
    const resting = await stage.add({ name: 'resting' });
    await stage.client.stopInstance(resting);
    const foreign = await stage.launchHealthy({ name: 'foreign', tags: { ManagedBy: 'exam-service' } });
    const targets = [plain, kept, used, resting, foreign, STRANGER].map((one) => one ?? STRANGER);

    const report = await stage.fleet.stopWorkers(targets, { dryRun: true });

    expect(report).toMatchObject({ dryRun: true, results: [], done: 0 });
    expect(report.plan).toMatchObject({
      action: 'stop',
      workers: [{ instanceId: plain?.instanceId, name: 'worker-0', assignedLab: undefined }],
      fleetSize: 5,
      percent: 20,
      complete: true,
      obstacles: [],
    });
    expect(report.plan.refused.map(({ name, reason }) => [name, reason])).toEqual([
      ['kept', 'protected'],
      ['used', 'assigned'],
      ['resting', 'already'],
      ['foreign', 'not-owned'],
      [undefined, 'not-found'],
    ]);
    expect(report.plan.refused[1]?.message).toMatch(/Lab "bgp-101" has it.*includeAssigned/);
    expect(report.message).toBe('Would stop 1 of 5 workers (20 %); 5 are left alone.');
    expect(changesOf(stage)).toEqual([]);
    expect((await stage.client.getInstanceDetails(spare ?? '')).instanceState).toBe('running');
  });

  it('goes by criteria, and by age', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'old', instanceType: 't3.xlarge' });
    await stage.aws.advance(3_600_000);
    await stage.add({ name: 'young', instanceType: 't3.xlarge' });
    await stage.add({ name: 'other' });
    const options = { dryRun: true, minAgeSeconds: 1_800 };

    const { plan } = await stage.fleet.terminateWorkers({ instanceTypes: ['t3.xlarge'] }, options);

    expect(plan.workers.map(({ name }) => name)).toEqual(['old']);
    expect(plan.refused).toMatchObject([{ name: 'young', reason: 'too-young' }]);
  });

  it('says so where the region of some that are meant could be read at first, but not again', async () => {
    const stage = new FleetStage({ regions: ['us-east-1', 'eu-west-1'] });
    await stage.addMany(3, { tags: { Course: 'ccna' } });
    let listings = 0;
    const when = ({ region }: { readonly region: string }): boolean => {
      if (region === 'eu-west-1') listings += 1;
      return region === 'eu-west-1' && listings > 1;
    };
    stage.aws.fail({ action: 'DescribeInstances', code: 'Unavailable', when, times: EVER });

    const { plan } = await stage.fleet.stopWorkers({ tags: { Course: 'ccna' } }, { dryRun: true });

    expect(plan).toMatchObject({ complete: false, failures: [{ region: 'eu-west-1' }] });
  });

  it('counts a worker to the fleet that the listing does not show yet', async () => {
    const stage = new FleetStage();
    const worker = await stage.add();
    const client = new Proxy<FleetClient>(stage.client, {
      get: (target, name: keyof FleetClient) =>
        name === 'listInstances' ? () => Promise.resolve([]) : (target[name] as () => unknown).bind(target),
    });

    const error = await failure(stage.fleetOf({ client }).stopWorkers([worker]));

    expect(error.message).toMatch(/100 % of the fleet are more than maxPercent 50.*1 of the 1 workers/);
  });

  it('of an empty list is nothing, and says so without asking AWS', async () => {
    const stage = new FleetStage();
    await stage.add();
    stage.aws.clearRequests();

    const { plan, message, results } = await stage.fleet.terminateWorkers([]);

    expect([plan.workers, results, stage.actions]).toEqual([[], [], []]);
    expect(message).toMatch(/Nothing to terminate.*An empty list is not the whole fleet/);
  });

  it.each([{}, { tags: {} }, { tags: undefined }, { minAgeSeconds: 0 }])(
    'of criteria that say nothing, %j, is refused without all: true',
    async (criteria) => {
      const stage = new FleetStage();
      await stage.addMany(2);
      stage.aws.clearRequests();

      const error = await failure(stage.fleet.terminateWorkers(criteria, { maxPercent: 100 }));
      expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'workers' });
      expect(stage.actions).toEqual([]);
      const report = await stage.fleet.terminateWorkers(criteria, { maxPercent: 100, all: true });
      expect(report.done).toBe(2);
    },
  );

  it('of criteria that happen to match the whole fleet is refused as well', async () => {
    const stage = new FleetStage();
    await stage.addMany(2);

    const everything = { instanceTypes: ['c5.2xlarge'] } as const;
    const error = await failure(stage.fleet.terminateWorkers(everything, { maxPercent: 100 }));

    expect(error.kind).toBe('operation-not-permitted');
    expect(error.message).toMatch(/match the whole fleet of 2, which takes all: true/);
    expect(changesOf(stage)).toEqual([]);
  });

  it.each([
    [{ maxCount: 2, maxPercent: 100 }, /3 workers are more than maxCount 2/],
    [{}, /75 % of the fleet are more than maxPercent 50/],
  ])('that goes further than %j does nothing at all, and tells the figures', async (options, reason) => {
    const stage = new FleetStage();
    const workers = await stage.addMany(4);
    const targets = workers.slice(0, 3);

    const error = await failure(stage.fleet.terminateWorkers(targets, options));
    const { plan } = await stage.fleet.terminateWorkers(targets, { ...options, dryRun: true });

    expect(error).toMatchObject({
      kind: 'operation-not-permitted',
      operation: 'terminateWorkers',
      instanceIds: targets.map(({ instanceId }) => instanceId),
    });
    expect(error.message).toMatch(reason);
    expect(error.message).toMatch(/names 3 of the 4 workers of the fleet/);
    expect(plan.obstacles.join()).toMatch(reason);
    expect(changesOf(stage)).toEqual([]);
  });

  it('does not count workers that are on their way out', async () => {
    const stage = new FleetStage();
    const workers = await stage.addMany(4);
    for (const worker of workers.slice(0, 2)) await stage.client.terminateInstance(worker);

    const { plan } = await stage.fleet.terminateWorkers({}, { all: true, dryRun: true });

    expect(plan).toMatchObject({ fleetSize: 2, percent: 100 });
    expect(plan.refused.map(({ reason }) => reason)).toEqual(['already', 'already']);
    expect(await failure(stage.fleet.terminateWorkers({}, { all: true }))).toMatchObject({
      kind: 'operation-not-permitted',
    });
  });

  it('is made of what can be read, and says what could not', async () => {
    const stage = new FleetStage({ regions: ['us-east-1', 'eu-west-1'] });
    const here = await stage.addMany(3);
    const there = await addIn(stage.client, 'eu-west-1', LAUNCH);
    const isEurope = ({ region }: { readonly region: string }): boolean => region === 'eu-west-1';
    stage.aws.fail({ code: 'Unavailable', when: isEurope, times: EVER });
    const targets = [...here.slice(0, 1), there];

    const report = await stage.fleet.stopWorkers(targets);
    const tooMuch = await failure(stage.fleet.stopWorkers(here.slice(1)));

    expect(report.plan).toMatchObject({ complete: false, fleetSize: 3, failures: [{ region: 'eu-west-1' }] });
    expect(report.plan.refused).toMatchObject([{ instanceId: there.instanceId, reason: 'unreadable' }]);
    expect(report.done).toBe(1);
    expect(report.message).toMatch(/What is in eu-west-1 could not be read/);
    // Two of the three that are known, whatever there may be elsewhere.
    expect(tooMuch.message).toMatch(/66.7 % .* of the 3 workers of the fleet, as far as it could be read/);
  });

  it('needs a fleet that knows its own', async () => {
    const stage = new FleetStage();
    const worker = await stage.add();

    const error = await failure(stage.fleetOf({ ownership: {} }).stopWorkers([worker]));

    expect(error.kind).toBe('operation-not-permitted');
    expect(error.message).toMatch(/ownership\.value/);
  });

  it('refuses options that mean nothing before anything is sent', async () => {
    const stage = new FleetStage();
    const { fleet } = stage;
    for (const [parameter, value] of [
      ['maxCount', 0],
      ['maxPercent', 101],
      ['minAgeSeconds', -1],
      ['dryRun', 'yes'],
    ] as const) {
      const error = await failure(fleet.stopWorkers([STRANGER], { [parameter]: value }));
      expect(error).toMatchObject({ kind: 'invalid-parameter', parameter });
    }
    expect(await failure(fleet.stopWorkers('all' as never))).toMatchObject({ parameter: 'workers' });
    expect(stage.actions).toEqual([]);
  });
});
