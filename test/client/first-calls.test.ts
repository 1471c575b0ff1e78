import {
  AbortedError,
  Ec2WorkerClient,
  type Ec2WorkerClientOptions,
  InvalidParameterError,
} from 'ec2-worker-client';
import { describe, expect, it, vi } from 'vitest';
import { Crowd } from './crowd.js';
import { failure, LAUNCH, listenersOf, STRANGER, turns, WorkerSimulation } from './worker-simulation.js';

describe('the first calls of a client', () => {
  it('share a request', async () => {
    const crowd = await Crowd.gather(5);
    const client = crowd.simulation.connect();

    const workers = await Promise.all(crowd.ids.map((id) => client.getInstanceDetails(id)));

    expect(workers.map(({ instanceId }) => instanceId)).toEqual(crowd.ids);
    expect(crowd.requests).toEqual({ DescribeInstances: 1, DescribeImages: 1 });
  });

  it('reach AWS in their order, with those that come later behind them', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const client = simulation.connect();
    const calls: Promise<unknown>[] = [client.addTags(worker, { First: '1' }), client.stopInstance(worker)];
    for (let turn = 0; turn < 20; turn += 1) {
      calls.push(client.addTags(worker, { [`Later-${turn}`]: '1' }));
      await turns(1);
    }

    await Promise.all(calls);

    expect(simulation.actions.slice(0, 2)).toEqual(['CreateTags', 'StopInstances']);
    const keys = simulation.aws.requests
      .filter(({ action }) => action === 'CreateTags')
      .flatMap(({ parameters }) => (parameters['Tags'] as { Key: string }[]).map(({ Key }) => Key));
    expect(keys).toEqual(['First', ...Array.from({ length: 20 }, (_, turn) => `Later-${turn}`)]);
  });

  it('launch what was meant at the time of the call', async () => {
    const simulation = new WorkerSimulation();
    const input = { ...LAUNCH, tags: { Stage: 'test' } };

    const launch = simulation.client.createInstance(input);
    input.name = 'changed';
    input.tags.Stage = 'changed';

    await expect(launch).resolves.toMatchObject({ name: 'worker-1', tags: { Stage: 'test' } });
  });

  it('list and watch what was meant at the time of the call', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const client = simulation.connect();
    const filter = { instanceIds: [worker.instanceId] };
    const workers = [worker.instanceId];

    const listed = client.iterateInstances(filter)[Symbol.asyncIterator]();
    const watched = client.watch(workers)[Symbol.asyncIterator]();
    filter.instanceIds[0] = STRANGER;
    workers[0] = STRANGER;

    expect((await listed.next()).value).toMatchObject({ instanceId: worker.instanceId });
    expect((await watched.next()).value).toMatchObject({ instanceId: worker.instanceId });
    client.destroy();
  });

  it('fail for wrong input before anything is sent, as a rejection and never as an exception', async () => {
    const simulation = new WorkerSimulation();
    const client = simulation.connect();

    const errors = await Promise.all([
      failure(client.getTags('nonsense')),
      failure(client.stopInstance(null as never)),
      failure(client.createInstance({ ...LAUNCH, name: '' })),
      failure(client.images.get('nonsense')),
      failure(client.checkAccess(null as never)),
    ]);

    expect(errors.map(({ kind }) => kind)).toEqual(Array(5).fill('invalid-parameter'));
    expect(simulation.actions).toEqual([]);
  });

  it('end with their signal, and nothing is sent for them', async () => {
    const simulation = new WorkerSimulation();
    const client = simulation.connect();
    const controller = new AbortController();

    const aborted = failure(client.getTags(STRANGER, { abortSignal: controller.signal }));
    controller.abort('enough');
    const error = await aborted;
    await turns();

    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ operation: 'getTags', instanceIds: [STRANGER], cause: 'enough' });
    expect(simulation.actions).toEqual([]);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it('end with the client, and nothing is sent for them', async () => {
    const simulation = new WorkerSimulation();
    const client = simulation.connect();

    const before = failure(client.getTags(STRANGER));
    const list = failure(client.listInstances());
    client.destroy();
    const after = failure(client.getTags(STRANGER));
    await turns();

    expect(await before).toMatchObject({
      kind: 'aborted',
      operation: 'getTags',
      instanceIds: [STRANGER],
      message: expect.stringContaining('destroyed'),
    });
    expect(await list).toMatchObject({ kind: 'aborted', operation: 'listInstances' });
    expect(await after).toBeInstanceOf(InvalidParameterError);
    expect(simulation.actions).toEqual([]);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it('are refused by a client that was destroyed before', async () => {
    const { client, actions } = new WorkerSimulation();
    client.destroy();

    const error = await failure(client.getTags(STRANGER));

    expect(error).toMatchObject({ kind: 'invalid-parameter', message: expect.stringContaining('destroyed') });
    expect(actions).toEqual([]);
  });
});

describe('the later calls of a client', () => {
  it('ask for what was meant at the time of the call, too', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const { client } = simulation;
    const filter = { instanceIds: [worker.instanceId] };
    const workers = [worker.instanceId];
    const usage = { window: '30m' };
    const rules = { keepNewest: 1, dryRun: true };

    const listed = client.listInstances(filter);
    const iterated = client.iterateInstances(filter)[Symbol.asyncIterator]();
    const watched = client.watch(workers)[Symbol.asyncIterator]();
    const measured = client.getInstanceResourcesUtilization(worker, usage);
    const pruned = client.snapshots.prune(rules);
    filter.instanceIds[0] = STRANGER;
    workers[0] = STRANGER;
    usage.window = '2h';
    rules.dryRun = false;

    const own = { instanceId: worker.instanceId };
    expect(await listed).toMatchObject([own]);
    expect((await iterated.next()).value).toMatchObject(own);
    expect((await watched.next()).value).toMatchObject(own);
    const { startTime, endTime } = await measured;
    expect(endTime.getTime() - startTime.getTime()).toBe(30 * 60_000);
    expect(await pruned).toMatchObject({ dryRun: true });
    client.destroy();
  });
});

describe('what a client was made with', () => {
  it('holds for its first call, whatever becomes of it until then', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const options: Ec2WorkerClientOptions = {
      requestHandler: simulation.aws.requestHandler,
      credentials: simulation.aws.credentialsProvider,
      clock: simulation.clock,
    };

    const client = new Ec2WorkerClient(options);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    Object.assign(options, { region: 'eu-west-1', requestHandler: undefined });
    const details = client.getInstanceDetails(worker.instanceId).finally(() => {
      vi.unstubAllEnvs();
    });

    await expect(details).resolves.toMatchObject({ region: 'us-east-1' });
    expect(client.region).toBe('us-east-1');
  });
});
