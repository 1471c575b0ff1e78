import { AbortedError, type WorkerObservation } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, listenersOf, STRANGER, turns, WorkerSimulation } from './worker-simulation.js';

/** Takes so many observations, and leaves. */
async function take(
  observations: AsyncIterable<WorkerObservation>,
  count: number,
): Promise<WorkerObservation[]> {
  const taken: WorkerObservation[] = [];
  for await (const observation of observations) {
    taken.push(observation);
    if (taken.length === count) break;
  }
  return taken;
}

const seconds = (simulation: WorkerSimulation, since: number): number =>
  (simulation.clock.now() - since) / 1_000;

describe('watch', () => {
  it('tells how each worker is, and then only what changes', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const begin = simulation.clock.now();

    const seen = await take(simulation.client.watch([worker]), 3);

    expect(
      seen.map(({ kind, instanceState, checks }) => [kind, instanceState, checks?.instanceStatus]),
    ).toEqual([
      ['seen', 'pending', 'not-applicable'],
      ['seen', 'running', 'initializing'],
      ['seen', 'running', 'ok'],
    ]);
    expect(seen[0]).toMatchObject({ instanceId: worker.instanceId, region: 'us-east-1', error: undefined });
    expect(seen[0]?.at.getTime()).toBe(begin);
    expect(seconds(simulation, begin)).toBeLessThan(150);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it('tells of impairment, recovery and scheduled events', async () => {
    const simulation = new WorkerSimulation();
    const { instanceId } = await simulation.launchHealthy();
    const { aws, client, clock } = simulation;
    void clock.sleep(60_000).then(() => aws.impair(instanceId, { check: 'system' }));
    void clock.sleep(120_000).then(() => aws.recover(instanceId));
    void clock
      .sleep(180_000)
      .then(() =>
        aws.scheduleEvent(instanceId, { code: 'instance-retirement', description: 'The host is old.' }),
      );

    const seen = await take(client.watch([instanceId]), 4);

    expect(seen.map(({ checks }) => [checks?.systemStatus, checks?.scheduledEvents.length])).toEqual([
      ['ok', 0],
      ['impaired', 0],
      ['ok', 0],
      ['ok', 1],
    ]);
  });

  it('tells that an instance is missing, but not while this client has just launched it', async () => {
    const simulation = new WorkerSimulation({}, { timing: { visibleAfterMs: 20_000 } });
    const worker = await simulation.launch();

    const seen = await take(simulation.client.watch([worker, STRANGER]), 2);

    expect(seen).toMatchObject([
      { instanceId: STRANGER, kind: 'missing', checks: undefined, error: { kind: 'instance-not-found' } },
      { instanceId: worker.instanceId, kind: 'seen' },
    ]);
  });

  it('tells that EC2 cannot be asked, once, and when it can again', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 1 });
    const { instanceId } = await simulation.launchHealthy();
    void simulation.clock.sleep(1_000).then(() => {
      simulation.aws.fail({ action: 'DescribeInstanceStatus', code: 'InternalError', times: 3 });
    });

    const seen = await take(simulation.client.watch([instanceId]), 3);

    expect(seen.map(({ kind }) => kind)).toEqual(['seen', 'unreachable', 'seen']);
    expect(seen[1]).toMatchObject({
      instanceState: undefined,
      checks: undefined,
      error: { kind: 'service-unavailable', operation: 'watch', instanceIds: [instanceId] },
    });
  });

  it('ends with an error that waiting cannot mend', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.fail({ action: 'DescribeInstanceStatus', code: 'UnauthorizedOperation' });

    const error = await failure(take(simulation.client.watch([worker]), 1));

    expect(error).toMatchObject({ kind: 'permission-denied', operation: 'watch' });
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it('watches workers in their own regions, each once', async () => {
    const simulation = new WorkerSimulation();
    const home = await simulation.launch();
    const { client } = simulation;
    const abroad = await client.createInstance(
      { name: 'abroad', amiId: 'ami-0123456789abcdef0', instanceType: 'c5.large' },
      { region: 'eu-west-1' },
    );

    const seen = await take(client.watch(new Set([home, abroad, home.instanceId])), 2);

    expect(seen.map(({ instanceId, region }) => [instanceId, region])).toEqual([
      [home.instanceId, 'us-east-1'],
      [abroad.instanceId, 'eu-west-1'],
    ]);
  });

  it('of nobody ends at once: an empty list is not all', async () => {
    const simulation = new WorkerSimulation();

    expect(await take(simulation.client.watch([]), 1)).toEqual([]);
    expect(simulation.actions).toEqual([]);
  });

  it('shares its requests with waits', async () => {
    const simulation = new WorkerSimulation();
    const workers = await Promise.all(Array.from({ length: 5 }, () => simulation.launch()));
    simulation.aws.clearRequests();
    const { client } = simulation;

    await Promise.all([
      take(client.watch(workers), 5),
      ...workers.map((worker) => client.waitUntilRunning(worker)),
    ]);

    const looks = simulation.actions.filter((action) => action === 'DescribeInstanceStatus');
    // At once, and every five seconds until the fifteenth.
    expect(looks.length).toBeLessThanOrEqual(5);
  });

  it('ends with its signal, whatever the reader does', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const worker = await simulation.launch();
    const controller = new AbortController();
    const observations = simulation.client.watch([worker], { abortSignal: controller.signal });
    const reader = observations[Symbol.asyncIterator]();
    await reader.next();
    const next = failure(reader.next());
    await turns();

    controller.abort(new Error('enough'));

    expect(await next).toBeInstanceOf(AbortedError);
    expect(await reader.next()).toEqual({ done: true, value: undefined });
    await turns();
    expect(simulation.clock.pendingSleeps).toBe(0);
    expect(listenersOf(controller.signal)).toBe(0);
  });

  it('ends with the client', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const worker = await simulation.launch();
    const reader = simulation.client.watch([worker])[Symbol.asyncIterator]();
    await reader.next();
    const next = failure(reader.next());
    await turns();

    simulation.client.destroy();

    expect(await next).toMatchObject({ kind: 'aborted', operation: 'watch' });
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it.each([
    ['a single id', 'i-0123456789abcdef0', 'workers'],
    ['nothing', undefined, 'workers'],
    ['a list with something else', ['x'], 'worker'],
  ])('refuses %s', async (_, workers, parameter) => {
    const { client } = new WorkerSimulation();

    const error = await failure(take(client.watch(workers as never), 1));

    expect(error).toMatchObject({ kind: 'invalid-parameter', operation: 'watch', parameter });
  });

  it('refuses delays in the wrong order', async () => {
    const { client } = new WorkerSimulation();

    const error = await failure(take(client.watch([STRANGER], { minDelay: 9, maxDelay: 3 }), 1));

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'maxDelay' });
  });
});
