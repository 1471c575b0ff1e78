import { InvalidParameterError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from '../worker-simulation.js';

describe('spotPrices', () => {
  const stage = async () => {
    const simulation = new WorkerSimulation();
    const price = { instanceType: 'c5.large', availabilityZone: 'us-east-1a' };
    const startedAt = simulation.clock.now();
    simulation.aws.putSpotPrice({ ...price, usdPerHour: 0.03 });
    simulation.aws.putSpotPrice({ ...price, availabilityZone: 'us-east-1b', usdPerHour: 0.05 });
    simulation.aws.putSpotPrice({ ...price, usdPerHour: 0.5, productDescription: 'Windows' });
    await simulation.aws.advance(3_600_000);
    simulation.aws.putSpotPrice({ ...price, usdPerHour: 0.04 });
    await simulation.aws.advance(60_000);
    return { client: simulation.client, simulation, startedAt };
  };
  const summary = (rows: readonly { availabilityZone: string; usdPerHour: number }[]) =>
    rows.map(({ availabilityZone, usdPerHour }) => [availabilityZone, usdPerHour]);

  it('reads the present price of each zone', async () => {
    const { client } = await stage();

    const prices = await client.spotPrices({ instanceTypes: ['c5.large', 'm5.large'] });
    const inZone = await client.spotPrices({
      instanceTypes: ['c5.large'],
      availabilityZones: ['us-east-1b'],
    });

    expect(summary(prices)).toEqual([
      ['us-east-1a', 0.04],
      ['us-east-1b', 0.05],
    ]);
    expect(prices[0]).toMatchObject({ region: 'us-east-1', productDescription: 'Linux/UNIX' });
    expect(summary(inZone)).toEqual([['us-east-1b', 0.05]]);
  });

  it('reads what held since a moment', async () => {
    const { client, startedAt } = await stage();
    const availabilityZones = ['us-east-1a'];

    const prices = await client.spotPrices({
      instanceTypes: ['c5.large'],
      availabilityZones,
      since: new Date(startedAt),
    });

    expect(summary(prices)).toEqual([
      ['us-east-1a', 0.04],
      ['us-east-1a', 0.03],
    ]);
  });

  it('asks for nothing without types or zones, and refuses what is no query', async () => {
    const { client, simulation } = await stage();

    expect(await client.spotPrices({ instanceTypes: [] })).toEqual([]);
    expect(await client.spotPrices({ instanceTypes: ['c5.large'], availabilityZones: [] })).toEqual([]);
    const error = await failure(client.spotPrices({ instanceTypes: ['c5.large'], since: new Date('x') }));
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(simulation.actions).toEqual([]);
  });
});

describe('listSpotNotices', () => {
  const stage = async () => {
    const simulation = new WorkerSimulation();
    const ending = await simulation.launch({ market: 'spot' });
    const stopping = await simulation.launch({ market: { spot: { interruption: 'stop' } } });
    const safe = await simulation.launch({ market: 'spot' });
    await simulation.aws.advance(20_000);
    simulation.aws.clearRequests();
    return { simulation, client: simulation.client, ending, stopping, safe };
  };

  it('tells two minutes before AWS takes workers back, of many in one request', async () => {
    const { simulation, client, ending, stopping, safe } = await stage();
    const at = simulation.clock.now();
    simulation.aws.interruptSpot(ending.instanceId, { noticeMs: 120_000 });
    simulation.aws.interruptSpot(stopping.instanceId, { noticeMs: 120_000 });

    const notices = await client.listSpotNotices([ending, stopping, safe]);

    expect(simulation.actions).toEqual(['DescribeSpotInstanceRequests']);
    expect(notices).toMatchObject([
      {
        instanceId: ending.instanceId,
        region: 'us-east-1',
        action: 'terminate',
        phase: 'marked',
        code: 'marked-for-termination',
        noticedAt: new Date(at),
        dueAt: new Date(at + 120_000),
      },
      { instanceId: stopping.instanceId, action: 'stop', phase: 'marked', code: 'marked-for-stop' },
    ]);
    expect((await client.getInstanceDetails(ending)).instanceState).toBe('running');
  });

  it('tells what AWS has taken, and not what its user has ended', async () => {
    const { simulation, client, ending, stopping, safe } = await stage();
    simulation.aws.interruptSpot(ending.instanceId, { noticeMs: 120_000 });
    simulation.aws.interruptSpot(stopping.instanceId, { noticeMs: 120_000 });
    await client.terminateInstance(safe);
    await simulation.aws.advance(200_000);

    const notices = await client.listSpotNotices('all');

    expect(notices.map(({ instanceId, action, phase }) => [instanceId, action, phase])).toEqual([
      [ending.instanceId, 'terminate', 'taken'],
      [stopping.instanceId, 'stop', 'taken'],
    ]);
    const { stateReason } = await client.getInstanceDetails(ending);
    expect(stateReason?.code).toBe('Server.SpotInstanceTermination');
  });

  it('asks in the region of each worker, and for nothing without workers', async () => {
    const { simulation, client, ending } = await stage();
    const abroad = { instanceId: ending.instanceId, region: 'eu-west-1' };

    expect(await client.listSpotNotices([])).toEqual([]);
    expect(simulation.actions).toEqual([]);
    expect(await client.listSpotNotices([ending, abroad])).toEqual([]);
    expect(simulation.aws.requests.map(({ region }) => region).toSorted()).toEqual([
      'eu-west-1',
      'us-east-1',
    ]);
  });

  it('tells the notice of one worker', async () => {
    const { simulation, client, ending, safe } = await stage();
    simulation.aws.interruptSpot(ending.instanceId, { noticeMs: 120_000 });

    expect(await client.getSpotNotice(ending)).toMatchObject({ code: 'marked-for-termination' });
    expect(await client.getSpotNotice(safe)).toBeUndefined();
    expect(await failure(client.listSpotNotices(ending.instanceId as never))).toBeInstanceOf(
      InvalidParameterError,
    );
  });
});
