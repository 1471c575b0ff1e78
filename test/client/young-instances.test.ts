import { type Ec2WorkerClient, InstanceNotFoundError, type WorkerRef } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from './worker-simulation.js';

type Call = (client: Ec2WorkerClient, worker: WorkerRef) => Promise<unknown>;

const CALLS: readonly (readonly [string, Call])[] = [
  ['getInstanceDetails', (client, worker) => client.getInstanceDetails(worker)],
  ['getInstanceStatusChecks', (client, worker) => client.getInstanceStatusChecks(worker)],
  ['getTags', (client, worker) => client.getTags(worker)],
  ['addTags', (client, worker) => client.addTags(worker, { a: 'b' })],
  ['removeTags', (client, worker) => client.removeTags(worker, ['a'])],
  ['startInstance', (client, worker) => client.startInstance(worker)],
  ['terminateInstance', (client, worker) => client.terminateInstance(worker)],
  ['setTerminationProtection', (client, worker) => client.setTerminationProtection(worker, false)],
  ['getConsoleOutput', (client, worker) => client.getConsoleOutput(worker)],
  ['getInstanceResourcesUtilization', (client, worker) => client.getInstanceResourcesUtilization(worker)],
];

const visibleAfter = (seconds: number) => ({ timing: { visibleAfterMs: seconds * 1_000 } });

describe('an instance that this client has just launched', () => {
  it.each(CALLS)('is waited for by %s', async (_, call) => {
    const simulation = new WorkerSimulation({}, visibleAfter(10));
    const worker = await simulation.launch();
    const launchedAt = simulation.clock.now();

    await call(simulation.client, worker);

    const outcomes = simulation.aws.requests.map(({ outcome }) => outcome);
    expect(outcomes[0]).toBe('InvalidInstanceID.NotFound');
    expect(outcomes.at(-1)).toBe('ok');
    expect(simulation.clock.now() - launchedAt).toBeGreaterThanOrEqual(10_000);
    expect(simulation.clock.now() - launchedAt).toBeLessThan(16_000);
  });

  it('is not waited for by findInstance', async () => {
    const simulation = new WorkerSimulation({}, visibleAfter(10));
    const worker = await simulation.launch();

    await expect(simulation.client.findInstance(worker)).resolves.toBeUndefined();

    expect(simulation.actions).toHaveLength(1);
  });

  it.each(CALLS)('is missing to %s when the grace is over', async (operation, call) => {
    const simulation = new WorkerSimulation({}, visibleAfter(200));
    const worker = await simulation.launch();
    const launchedAt = simulation.clock.now();

    const error = await failure(call(simulation.client, worker));

    expect(error).toBeInstanceOf(InstanceNotFoundError);
    expect(error).toMatchObject({ operation, instanceIds: [worker.instanceId] });
    expect(simulation.clock.now() - launchedAt).toBe(30_000);
  });

  it.each(CALLS)('is missing to %s at once without a grace', async (_, call) => {
    const simulation = new WorkerSimulation({ launchGraceSeconds: 0 }, visibleAfter(10));
    const worker = await simulation.launch();

    await expect(call(simulation.client, worker)).rejects.toBeInstanceOf(InstanceNotFoundError);

    expect(simulation.actions).toHaveLength(1);
  });

  it('is waited for as long as the client is told', async () => {
    const simulation = new WorkerSimulation({ launchGraceSeconds: 90 }, visibleAfter(80));
    const worker = await simulation.launch();

    await expect(simulation.client.getTags(worker)).resolves.toEqual({ Name: 'worker-1' });
  });

  it('is waited for during five minutes by the waits', async () => {
    const simulation = new WorkerSimulation({}, visibleAfter(280));
    const worker = await simulation.launch();

    await expect(simulation.client.waitUntilRunning(worker)).resolves.toMatchObject({
      instanceState: 'running',
    });
  });

  it('is missing to the waits, too, after five minutes', async () => {
    const simulation = new WorkerSimulation({}, visibleAfter(400));
    const worker = await simulation.launch();
    const launchedAt = simulation.clock.now();

    await expect(simulation.client.waitUntilRunning(worker)).rejects.toBeInstanceOf(InstanceNotFoundError);

    const waited = simulation.clock.now() - launchedAt;
    expect(waited).toBeGreaterThanOrEqual(300_000);
    expect(waited).toBeLessThanOrEqual(315_000);
  });
});

describe('an instance that this client has not launched', () => {
  it.each([
    ...CALLS,
    [
      'waitUntilRunning',
      (client, worker) => client.waitUntilRunning(worker),
    ] satisfies (typeof CALLS)[number],
    [
      'waitUntilTerminated',
      (client, worker) => client.waitUntilTerminated(worker),
    ] satisfies (typeof CALLS)[number],
  ])('is missing to %s at once', async (_, call) => {
    const simulation = new WorkerSimulation();
    const begin = simulation.clock.now();

    const error = await failure(call(simulation.client, STRANGER));

    expect(error).toMatchObject({ kind: 'instance-not-found', instanceIds: [STRANGER] });
    expect(simulation.clock.now()).toBe(begin);
  });

  it('is missing to another client of the same AWS at once', async () => {
    const simulation = new WorkerSimulation({}, visibleAfter(10));
    const worker = await simulation.launch();

    await expect(simulation.connect().getTags(worker)).rejects.toBeInstanceOf(InstanceNotFoundError);

    expect(simulation.actions).toHaveLength(1);
  });
});
