import type { Ec2WorkerError } from 'ec2-worker-client';
import { AwsPriceList, type StateChangeRecord } from 'ec2-worker-client/fleet';
import { describe, expect, it } from 'vitest';
import { failure, LAUNCH } from '../../client/worker-simulation.js';
import { addIn, FleetStage } from '../fleet-stage.js';
import { PRICES } from './cost-fixture.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SPOT = { market: 'spot' } as const;

/** A fleet, and the window of the day that it has been there. */
function prepare(...options: ConstructorParameters<typeof FleetStage>) {
  const stage = new FleetStage(...options);
  const startTime = new Date(stage.clock.now());
  const question = { window: { startTime }, prices: PRICES };
  const aDay = async () => {
    await stage.clock.advance(startTime.getTime() + DAY - stage.clock.now());
    stage.aws.clearRequests();
  };
  return { stage, startTime, question, aDay };
}

const denied = { code: 'UnauthorizedOperation', times: Number.POSITIVE_INFINITY } as const;

describe('the cost of a fleet', () => {
  it('is that of its own workers and their volumes, told by a tag', async () => {
    const { stage, question, aDay } = prepare();
    const one = await stage.add({ tags: { CostCenter: 'labs' } });
    await stage.add({ tags: { CostCenter: 'teaching' }, rootVolume: { sizeGiB: 100 } });
    await stage.launchHealthy({ tags: { ManagedBy: 'others', CostCenter: 'labs' } });
    await aDay();

    const cost = await stage.fleet.cost({ ...question, groupByTag: 'CostCenter' });

    expect(cost.complete).toBe(true);
    expect(cost.failures).toEqual([]);
    expect(cost.byTag.map(({ value, workers }) => [value, workers])).toEqual([
      ['teaching', 1],
      ['labs', 1],
    ]);
    const each = cost.estimates.find(({ instanceId }) => instanceId === one.instanceId);
    expect(each?.parts.map(({ what, source }) => [what, source])).toEqual([
      ['c5.2xlarge on demand', 'the contract'],
      [expect.stringMatching(/^vol-\w+ gp3 storage, 8 GiB$/), 'the contract'],
    ]);
    expect(each?.usd).toBeCloseTo(24 * 0.34 + (8 * 0.08) / 30, 1);
    expect(cost.usd).toBeCloseTo(2 * 24 * 0.34 + (108 * 0.08) / 30, 1);
    expect(cost.leavesOut).toEqual(
      expect.arrayContaining(['data transfer', expect.stringMatching(/attached/)]),
    );
  });

  it('takes three requests for many workers, a third of them on spot', async () => {
    const { stage, question, aDay } = prepare();
    await stage.addMany(20);
    await stage.addMany(10, SPOT);
    await aDay();

    const { estimates } = await stage.fleet.cost(question);

    expect(estimates).toHaveLength(30);
    expect(stage.actions.toSorted()).toEqual([
      'DescribeInstances',
      'DescribeSpotPriceHistory',
      'DescribeVolumes',
    ]);
  });

  it('counts spot workers by the prices of their zone and time', async () => {
    const { stage, question, aDay } = prepare();
    const worker = await stage.add(SPOT);
    const price = { instanceType: 'c5.2xlarge', availabilityZone: worker.availabilityZone ?? '' };
    stage.aws.putSpotPrice({ ...price, usdPerHour: 0.1, at: new Date(question.window.startTime) });
    stage.aws.putSpotPrice({ ...price, usdPerHour: 9, productDescription: 'Windows' });
    await stage.clock.advance(12 * HOUR);
    stage.aws.putSpotPrice({ ...price, usdPerHour: 0.2 });
    await aDay();

    const [estimate] = (await stage.fleet.cost(question)).estimates;
    const alone = await stage.fleet.estimateCost(worker, question);

    const instance = estimate?.parts.filter(({ what }) => what === 'c5.2xlarge spot') ?? [];
    expect(instance.map(({ usdPerHour, source }) => [usdPerHour, source])).toEqual([
      [0.1, 'spot prices'],
      [0.2, 'spot prices'],
    ]);
    expect(instance[1]?.hours).toBeCloseTo(12, 1);
    expect(estimate).toEqual(alone);
  });

  it('is not known where it is not, and never 0: spot workers without prices, stopped ones without history', async () => {
    const { stage, question, aDay } = prepare();
    const [spot, stopped] = [await stage.add(SPOT), await stage.add()];
    await stage.client.stopInstance(stopped);
    await aDay();
    stage.aws.fail({ action: 'DescribeSpotPriceHistory', ...denied });

    const cost = await stage.fleet.cost(question);

    const unknown = (id: string) => cost.unknown.filter(({ instanceId }) => instanceId === id);
    expect(unknown(spot.instanceId)).toEqual([
      expect.objectContaining({
        what: 'c5.2xlarge spot',
        reason: expect.stringMatching(/spot prices could not be read/),
      }),
    ]);
    expect(unknown(stopped.instanceId)).toMatchObject([{ what: 'c5.2xlarge on demand', hours: undefined }]);
    expect(cost.failures).toMatchObject([{ missing: 'spot-prices', error: { kind: 'permission-denied' } }]);
    expect(cost.complete).toBe(false);
    // The volumes of both are paid for all the same.
    expect(cost.estimates.map(({ parts }) => parts.length)).toEqual([1, 1]);
  });

  it('goes by the history that is handed in', async () => {
    const { stage, startTime, question, aDay } = prepare();
    const worker = await stage.add();
    await stage.client.stopInstance(worker);
    await aDay();
    const records: StateChangeRecord[] = [
      { state: 'pending', at: startTime },
      { state: 'running', at: new Date(startTime.getTime() + HOUR) },
      { state: 'stopping', at: new Date(startTime.getTime() + 4 * HOUR) },
    ];
    const history = new Map([[worker.instanceId, records]]);

    const cost = await stage.fleet.cost({ ...question, history });
    const alone = await stage.fleet.estimateCost(worker, { ...question, history });

    expect(alone.parts[0]).toMatchObject({ what: 'c5.2xlarge on demand', hours: 3, usd: 3 * 0.34 });
    expect(cost.estimates).toEqual([alone]);
  });

  it('lists what cannot be read of volumes as unknown', async () => {
    const { stage, question, aDay } = prepare();
    const worker = await stage.add();
    await aDay();
    stage.aws.fail({ action: 'DescribeVolumes', ...denied });

    const cost = await stage.fleet.cost(question);
    const error: Ec2WorkerError = await failure(stage.fleet.estimateCost(worker, question));

    expect(cost.failures).toMatchObject([
      { region: 'us-east-1', missing: 'volumes', error: { kind: 'permission-denied' } },
    ]);
    expect(cost.unknown).toEqual([
      {
        ...{ instanceId: worker.instanceId, what: 'volumes', hours: undefined },
        reason: expect.stringMatching(/could not be read in us-east-1: .*DescribeVolumes/),
      },
    ]);
    expect(cost.usd).toBeCloseTo(24 * 0.34, 1);
    expect(error.kind).toBe('permission-denied');
  });

  it('does not take the volumes of a terminated worker for none', async () => {
    const { stage, question } = prepare();
    const worker = await stage.add();
    await stage.client.terminateInstance(worker);
    await stage.client.waitUntilTerminated(worker);

    const { unknown, complete } = await stage.fleet.estimateCost(worker, question);

    expect(complete).toBe(false);
    expect(unknown.find(({ what }) => what === 'volumes')?.reason).toMatch(/went with it/);
    expect((await stage.fleet.cost(question)).estimates).toEqual([]);
  });

  it('asks AWS for its prices, with the permissions that it says', async () => {
    const { stage, question, aDay } = prepare();
    await stage.add(SPOT);
    await stage.add();
    await aDay();
    const { requestHandler, credentialsProvider: credentials, iam } = stage.aws;
    const prices = new AwsPriceList({ requestHandler, credentials, clock: stage.clock });
    iam.clearUsedActions();

    const cost = await stage.fleet.cost({ ...question, prices });

    expect(cost.estimates.flatMap(({ parts }) => parts).map(({ source }) => source)).toContain(
      'AWS Price List',
    );
    expect(iam.usedActions.filter((action) => action !== 'sts:GetCallerIdentity').toSorted()).toEqual([
      'ec2:DescribeInstances',
      'ec2:DescribeSpotPriceHistory',
      'ec2:DescribeVolumes',
      'pricing:GetProducts',
    ]);
  });
});

describe('the cost of a fleet of several regions', () => {
  const regions = ['us-east-1', 'eu-west-1'] as const;

  it('is told as far as it can be read', async () => {
    const { stage, question, aDay } = prepare({ regions });
    const worker = await stage.add();
    await addIn(stage.client, 'eu-west-1', LAUNCH);
    await aDay();
    stage.aws.fail({ action: 'DescribeInstances', ...denied, when: ({ region }) => region === 'eu-west-1' });

    const cost = await stage.fleet.cost(question);

    expect(cost.failures).toMatchObject([{ region: 'eu-west-1', missing: 'instances' }]);
    expect(cost.estimates.map(({ instanceId, complete }) => [instanceId, complete])).toEqual([
      [worker.instanceId, true],
    ]);
    expect(cost.complete).toBe(false);
  });

  it('asks for nothing more where there are no workers, or none that are meant', async () => {
    const { stage, question, aDay } = prepare({ regions });
    await stage.add();
    await addIn(stage.client, 'eu-west-1', LAUNCH);
    await aDay();

    const { estimates } = await stage.fleet.cost({ ...question, criteria: { regions: ['eu-west-1'] } });

    // The prices are those of another region, which are not taken for these.
    expect(estimates).toMatchObject([{ usd: 0, complete: false }]);
    expect(stage.aws.requests.map(({ region }) => region)).toEqual(['eu-west-1', 'eu-west-1']);
  });

  it.each<[string, object]>([
    ['window', { window: undefined }],
    ['window.startTime', { window: { startTime: new Date('2999-01-01') } }],
    ['prices', { prices: {} }],
    ['history', { history: [] }],
    ['criteria.regions', { criteria: { regions: 'us-east-1' } }],
  ])('refuses a wrong %s before anything is sent', async (parameter, change) => {
    const { stage, question, aDay } = prepare({ regions });
    await aDay();

    const error = await failure(stage.fleet.cost({ ...question, ...change }));

    expect(error).toMatchObject({ kind: 'invalid-parameter', operation: 'cost', parameter });
    expect(stage.actions).toEqual([]);
  });

  it('ends with its signal', async () => {
    const { stage, question, aDay } = prepare({ regions });
    await aDay();
    const abortSignal = AbortSignal.abort(new Error('enough'));

    expect(await failure(stage.fleet.cost({ ...question, abortSignal }))).toMatchObject({ kind: 'aborted' });
  });
});
