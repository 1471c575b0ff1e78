import { defineTagPolicy } from 'ec2-worker-client/fleet';
import { defineWorkerSettings } from 'ec2-worker-client/settings';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH } from '../../client/worker-simulation.js';
import { FleetStage, OWNED } from '../fleet-stage.js';

const policy = defineTagPolicy({
  required: { Owner: true, Environment: { values: ['Production', 'Test'] } },
  forbidden: ['Temporary'],
});
const GOOD = { Owner: 'ada', Environment: 'Test' };

describe('an audit of tags', () => {
  it('reports each worker, counts by tag, and has a row for each problem', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'good', tags: GOOD });
    const bad = await stage.add({ name: 'bad', tags: { ...GOOD, Environment: 'Dev', Temporary: '1' } });
    await stage.add({ name: 'none' });
    await stage.launch({ name: 'of nobody' });
    stage.aws.clearRequests();

    const audit = await stage.fleet.auditTags(policy);

    expect(audit).toMatchObject({ total: 3, compliant: 1, complete: true, failures: [] });
    expect(audit.byTag).toEqual({
      Owner: { missing: 1 },
      Environment: { value: 1, missing: 1 },
      Temporary: { forbidden: 1 },
    });
    expect(audit.workers.map(({ name, compliant }) => [name, compliant]).sort()).toEqual([
      ['bad', false],
      ['good', true],
      ['none', false],
    ]);
    expect(audit.rows).toHaveLength(4);
    expect(audit.rows.find(({ key }) => key === 'Temporary')).toEqual({
      instanceId: bad.instanceId,
      region: 'us-east-1',
      name: 'bad',
      key: 'Temporary',
      problem: 'forbidden',
      value: '1',
      message: expect.stringContaining('Remove the tag Temporary'),
    });
    expect(JSON.parse(JSON.stringify(audit.rows))).toEqual(audit.rows);
    // How the workers are is nobody's business here.
    expect(stage.actions).toEqual(['DescribeInstances']);
  });

  it('goes by criteria, and says what could not be read', async () => {
    const stage = new FleetStage({ regions: ['us-east-1', 'eu-west-1'] });
    await stage.add({ tags: { Course: 'ccna' } });
    await stage.add({ tags: GOOD });
    const when = ({ region }: { readonly region: string }): boolean => region === 'eu-west-1';
    stage.aws.fail({ code: 'Unavailable', when, times: Number.POSITIVE_INFINITY });

    const audit = await stage.fleet.auditTags(policy, { tags: { Course: true } });

    expect(audit).toMatchObject({ total: 1, complete: false, failures: [{ region: 'eu-west-1' }] });
  });
});

describe('a launch into a fleet', () => {
  it("puts the fleet's tag on, and fills in how the worker is", async () => {
    const stage = new FleetStage();

    const worker = await stage.fleet.launch({ ...LAUNCH, tags: GOOD }, { policy });

    expect(worker).toMatchObject({
      name: 'worker-1',
      tags: { ...OWNED, ...GOOD },
      instanceState: 'pending',
      healthy: false,
      checks: { instanceId: worker.instanceId },
      assignment: undefined,
    });
    expect((await stage.fleet.list()).workers).toMatchObject([{ instanceId: worker.instanceId }]);
  });

  it('of several tells of all of them', async () => {
    const stage = new FleetStage();

    const { workers, complete } = await stage.fleet.launchMany(
      { ...LAUNCH, count: 3, tags: GOOD },
      { policy },
    );

    expect(complete).toBe(true);
    expect(workers.map(({ tags }) => tags['ManagedBy'])).toEqual(Array(3).fill('lab-service'));
    expect(workers.every(({ checks }) => checks !== undefined)).toBe(true);
  });

  it('is not lost where its status cannot be read', async () => {
    const stage = new FleetStage();
    const times = Number.POSITIVE_INFINITY;
    stage.aws.fail({ action: 'DescribeInstanceStatus', code: 'UnauthorizedOperation', times });

    expect(await stage.fleet.launch(LAUNCH)).toMatchObject({ healthy: false, checks: undefined });
  });

  it('is refused with every problem of its tags, before anything is sent', async () => {
    const stage = new FleetStage();

    const tags = { Environment: 'Dev', Temporary: '1' };
    const one = await failure(stage.fleet.launch({ ...LAUNCH, tags }, { policy }));
    const many = await failure(stage.fleet.launchMany({ ...LAUNCH, tags, count: 2 }, { policy }));

    for (const error of [one, many]) {
      expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'tags' });
      expect(error.message).toMatch(/nothing was launched.*Owner.*Environment.*Temporary/);
    }
    expect(stage.actions).toEqual([]);
  });

  it('counts the tags of the settings, and what becomes tags', async () => {
    const stage = new FleetStage();
    const settings = defineWorkerSettings({ worker: { defaultTags: GOOD } });
    const named = defineTagPolicy({ required: { Owner: true, Name: true, CreatedBy: true } });
    const client = stage.connect({ settings });
    const fleet = stage.fleetOf({ client, settings });

    const worker = await fleet.launch(
      { ...LAUNCH, checkFitness: false, createdBy: 'ada' },
      { policy: named },
    );

    expect(worker.tags).toMatchObject({ ...GOOD, ...OWNED, CreatedBy: 'ada' });
  });

  it('does not launch for somebody else, or for nobody, or where the fleet is not', async () => {
    const stage = new FleetStage({ regions: ['us-east-1', 'eu-west-1'] });
    const { fleet } = stage;

    const others = { ...LAUNCH, tags: { ManagedBy: 'exam-service' } };
    const region = 'us-east-1';
    expect(await failure(fleet.launch(others, { region }))).toMatchObject({ parameter: 'tags.ManagedBy' });
    expect(await failure(stage.fleetOf({ ownership: {} }).launch(LAUNCH))).toMatchObject({
      parameter: 'tags.ManagedBy',
      received: 'none',
    });
    expect(await failure(fleet.launch(LAUNCH))).toMatchObject({ parameter: 'region', received: 'none' });
    const unknown = await failure(fleet.launch(LAUNCH, { region: 'us-west-2' }));
    expect(unknown).toMatchObject({ parameter: 'region', expected: 'one of us-east-1, eu-west-1' });
    const roleArn = 'arn:aws:iam::111122223333:role/workers';
    expect(await failure(fleet.launch(LAUNCH, { region, roleArn }))).toMatchObject({ parameter: 'roleArn' });
    expect(stage.actions).toEqual([]);
    expect((await fleet.launch(LAUNCH, { region: 'eu-west-1' })).region).toBe('eu-west-1');
  });
});
