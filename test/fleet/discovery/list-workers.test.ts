import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { FleetTag, WorkerFleet } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH } from '../../client/worker-simulation.js';
import { addIn, FleetStage, OWNED } from '../fleet-stage.js';

const names = ({ workers }: { readonly workers: readonly { readonly name: string | undefined }[] }) =>
  workers.map(({ name }) => name).sort();

describe('a listing of a fleet', () => {
  it('holds what carries the tag of the fleet, and nothing else', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'ours' });
    await stage.launch({ name: 'of nobody' });
    await stage.launch({ name: 'of another', tags: { [FleetTag.MANAGED_BY]: 'exam-service' } });

    expect(names(await stage.fleet.list())).toEqual(['ours']);
    expect(names(await stage.fleetOf({ ownership: {} }).list())).toEqual(['of another', 'ours']);
    const others = stage.fleetOf({ ownership: { key: 'Team', value: 'blue' } });
    expect(names(await others.list())).toEqual([]);
  });

  it('shows nothing of others, whatever tags are asked for', async () => {
    const stage = new FleetStage();
    await stage.launch({ name: 'of another', tags: { [FleetTag.MANAGED_BY]: 'exam-service' } });

    const listing = await stage.fleet.list({ tags: { [FleetTag.MANAGED_BY]: 'exam-service' } });

    expect(listing).toEqual({ workers: [], failures: [], complete: true });
  });

  it('tells how each worker is, and what it is used for', async () => {
    const stage = new FleetStage();
    const startedAt = '2026-03-04T09:30:00.000Z';
    const tags = {
      [FleetTag.ASSIGNED_LAB]: 'bgp-101',
      [FleetTag.STUDENT]: 'ada',
      [FleetTag.LAB_START_TIME]: startedAt,
      [FleetTag.CML_VERSION]: '2.8.1',
    };
    const { instanceId } = await stage.add({ tags });
    stage.aws.impair(instanceId, { check: 'system' });

    const [worker] = (await stage.fleet.list()).workers;

    expect(worker).toMatchObject({
      instanceId,
      roleArn: undefined,
      instanceStatus: 'ok',
      systemStatus: 'impaired',
      healthy: false,
      cmlVersion: '2.8.1',
      assignment: { lab: 'bgp-101', student: 'ada', startedAt: new Date(startedAt) },
    });
    expect(worker?.checks?.impairedSince).toBeInstanceOf(Date);
  });

  it('costs a paged listing, and status checks by hundreds', async () => {
    const stage = new FleetStage();
    const ec2 = await stage.client.ec2();
    const Tags = [{ Key: 'ManagedBy', Value: OWNED.ManagedBy }];
    const launch = {
      ImageId: LAUNCH.amiId,
      InstanceType: 'c5.2xlarge',
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    };
    await ec2.send(new RunInstancesCommand({ ...launch, MinCount: 250, MaxCount: 250 } as never));
    await stage.aws.advance(600_000);
    stage.aws.clearRequests();

    expect((await stage.fleet.listHealthy()).workers).toHaveLength(250);

    const count = (action: string): number => stage.actions.filter((name) => name === action).length;
    expect(count('DescribeInstanceStatus')).toBe(3);
    expect(count('DescribeInstances')).toBeLessThanOrEqual(3);
    expect(stage.actions.length).toBeLessThanOrEqual(7);
  });
});

describe('criteria', () => {
  it('asks nothing of AWS when one of them is an empty list', async () => {
    const stage = new FleetStage();
    await stage.add();

    for (const criteria of [
      { instanceTypes: [] },
      { cmlVersions: [] },
      { regions: [] },
      { tags: { Name: [] } },
    ]) {
      expect(await stage.fleet.list(criteria)).toEqual({ workers: [], failures: [], complete: true });
    }
    expect(stage.actions).toEqual([]);
  });

  it('goes by type, image, tag, zone, state and version', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'small', instanceType: 't3.xlarge', tags: { [FleetTag.CML_VERSION]: '2.8.1' } });
    await stage.add({ name: 'large', tags: { Course: 'ccna', [FleetTag.CML_VERSION]: '2.80' } });
    const { availabilityZone = '' } = (await stage.fleet.list()).workers[0] ?? {};
    const { fleet } = stage;

    expect(names(await fleet.list({ instanceTypes: ['t3.xlarge'] }))).toEqual(['small']);
    expect(names(await fleet.list({ tags: { Course: true } }))).toEqual(['large']);
    expect(names(await fleet.list({ cmlVersions: ['2.8'] }))).toEqual(['small']);
    expect(names(await fleet.list({ cmlVersions: ['2.80', '2.8.1'] }))).toEqual(['large', 'small']);
    expect(names(await fleet.list({ availabilityZones: [availabilityZone] }))).toEqual(['large', 'small']);
    expect(names(await fleet.list({ availabilityZones: ['us-east-1z'] }))).toEqual([]);
    expect(names(await fleet.list({ states: ['stopped'] }))).toEqual([]);
    expect(names(await fleet.list({ imageIds: ['ami-00000000000000000'] }))).toEqual([]);
  });

  it('goes by age, since the launch or the last start', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'old' });
    await stage.aws.advance(3_600_000);
    await stage.add({ name: 'new' });

    expect(names(await stage.fleet.list({ minAgeSeconds: 3_600 }))).toEqual(['old']);
    expect(names(await stage.fleet.list({ maxAgeSeconds: 3_599 }))).toEqual(['new']);
  });

  it.each([
    [{ instanceType: ['t3.xlarge'] }, 'criteria.instanceType'],
    [{ states: 'running' }, 'criteria.states'],
    [{ minAgeSeconds: -1 }, 'criteria.minAgeSeconds'],
    [{ tags: ['a'] }, 'criteria.tags'],
  ])('refuses %j before anything is sent', async (criteria, parameter) => {
    const stage = new FleetStage();

    const error = await failure(stage.fleet.list(criteria as never));

    expect(error).toMatchObject({ kind: 'invalid-parameter', operation: 'list', parameter });
    expect(stage.actions).toEqual([]);
  });
});

describe('the workers that are fit', () => {
  it('are healthy: an impaired, a stopped and a starting one are not', async () => {
    const stage = new FleetStage();
    const [well, ill, stopped] = await stage.addMany(3);
    stage.aws.impair(ill?.instanceId ?? '', { check: 'instance' });
    await stage.client.stopInstance(stopped ?? '');
    await stage.client.createInstance({ ...LAUNCH, name: 'starting', tags: OWNED });

    expect(names(await stage.fleet.listHealthy())).toEqual([well?.name]);
  });

  it('are available while no lab is assigned, whatever the tag says', async () => {
    const stage = new FleetStage();
    await stage.add({ name: 'free' });
    await stage.add({ name: 'taken', tags: { [FleetTag.ASSIGNED_LAB]: 'bgp-101' } });
    await stage.add({ name: 'taken for nothing', tags: { [FleetTag.ASSIGNED_LAB]: '' } });

    expect(names(await stage.fleet.listAvailable())).toEqual(['free']);
  });

  it('are none whose checks cannot be read', async () => {
    const stage = new FleetStage();
    await stage.add();
    stage.aws.fail({ action: 'DescribeInstanceStatus', code: 'UnauthorizedOperation', times: 9 });

    const listing = await stage.fleet.listHealthy();

    expect(listing).toMatchObject({ workers: [], complete: false });
    expect(listing.failures).toMatchObject([{ missing: 'checks', error: { kind: 'permission-denied' } }]);
  });
});

describe('a fleet of several regions', () => {
  const regions = ['us-east-1', 'eu-west-1'] as const;

  it('is listed as one, and a region that fails takes nothing away', async () => {
    const stage = new FleetStage({ regions });
    await addIn(stage.client, 'us-east-1', LAUNCH);
    await addIn(stage.client, 'eu-west-1', { ...LAUNCH, name: 'european' });
    expect(names(await stage.fleet.listHealthy())).toEqual(['european', 'worker-1']);
    expect(names(await stage.fleet.list({ regions: ['eu-west-1'] }))).toEqual(['european']);

    stage.aws.fail({
      action: 'DescribeInstances',
      when: ({ region }) => region === 'eu-west-1',
      code: 'UnauthorizedOperation',
      times: 9,
    });
    const listing = await stage.fleet.list();

    expect(names(listing)).toEqual(['worker-1']);
    expect(listing.failures).toMatchObject([{ region: 'eu-west-1', missing: 'instances' }]);
  });

  it('throws where none of them can be read, since that is not an empty fleet', async () => {
    const stage = new FleetStage({ regions });
    stage.aws.fail({ action: 'DescribeInstances', code: 'UnauthorizedOperation', times: 9 });

    expect(await failure(stage.fleet.list())).toMatchObject({ kind: 'permission-denied' });
  });

  it('reads a worker once it is clear which region it is in', async () => {
    const stage = new FleetStage({ regions });
    const { instanceId, region } = await addIn(stage.client, 'eu-west-1', LAUNCH);

    expect(await stage.fleet.get({ instanceId, region })).toMatchObject({ region, healthy: true });
    expect(await failure(stage.fleet.get(instanceId))).toMatchObject({
      kind: 'invalid-parameter',
      message: expect.stringContaining('several regions'),
    });
  });

  it('sends nothing once its signal has aborted', async () => {
    const stage = new FleetStage({ regions });

    const error = await failure(stage.fleet.list({}, { abortSignal: AbortSignal.abort('enough') }));

    expect(error).toMatchObject({ kind: 'aborted', cause: 'enough' });
    expect(stage.actions).toEqual([]);
  });
});

describe('a fleet of several accounts', () => {
  const labs = { roleArn: 'arn:aws:iam::111111111111:role/workers' };

  it('tells by which role each worker is reached, and reaches it by that', async () => {
    const stage = new FleetStage();
    const fleet = new WorkerFleet({ client: stage.client, clock: stage.clock, accounts: ['own', labs] });
    const theirs = await addIn(stage.client.forAccount(labs), 'us-east-1', LAUNCH);
    await addIn(stage.client, 'us-east-1', LAUNCH);

    const { workers } = await fleet.list();

    expect(workers.map(({ roleArn }) => roleArn)).toEqual([undefined, labs.roleArn]);
    expect(await fleet.get(workers[1] ?? '')).toMatchObject({ instanceId: theirs.instanceId });
    const strange = { ...theirs, roleArn: 'arn:aws:iam::222222222222:role/workers' };
    expect(await failure(fleet.get(strange))).toMatchObject({ kind: 'invalid-parameter' });
  });
});

describe('options of a fleet', () => {
  const { client } = new FleetStage();

  it.each([
    [{ client: {} }, 'client'],
    [{ client, regions: [] }, 'regions'],
    [{ client, regions: ['mars'] }, 'regions'],
    [{ client, regions: ['us-east-1', 'eu-west-1', 'us-east-1'] }, 'regions'],
    [{ client, accounts: [] }, 'accounts'],
    [{ client, accounts: [{}] }, 'accounts'],
    [{ client, accounts: ['own', 'own'] }, 'accounts'],
    [{ client, ownership: { key: '' } }, 'ownership.key'],
    [{ client, ownership: { value: '' } }, 'ownership.value'],
    [{ client, clock: {} }, 'clock'],
  ])('are refused where they cannot work: %#', (options, parameter) => {
    expect(() => new WorkerFleet(options as never)).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', operation: 'WorkerFleet', parameter }),
    );
  });
});
