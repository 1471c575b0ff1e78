import { describe, expect, it } from 'vitest';
import { StaleReplies } from '../client/stale-replies.js';
import { failure, LAUNCH, WorkerSimulation } from '../client/worker-simulation.js';

/** A healthy worker of a client whose looks can be made to lag behind. */
async function prepare() {
  const simulation = new WorkerSimulation();
  const stale = new StaleReplies(simulation.aws);
  const client = simulation.connect({ requestHandler: stale.requestHandler });
  const worker = await client.createInstance(LAUNCH);
  await client.waitUntilHealthy(worker);
  return { simulation, stale, client, worker };
}

describe('replies of before a change of this client', () => {
  it.each(['waitUntilRunning', 'waitUntilHealthy'] as const)(
    'that still show running after a stop do not fulfil %s',
    async (wait) => {
      const { client, stale, worker } = await prepare();
      await client.stopInstance(worker);
      stale.repeat(3);

      const error = await failure(client[wait](worker));

      expect(error).toMatchObject({ kind: 'worker-unhealthy', operation: wait });
      expect(stale.remaining).toBe(0);
    },
  );

  it('that still show stopped after a start do not fulfil waitUntilStopped', async () => {
    const { client, stale, worker } = await prepare();
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    await client.startInstance(worker);
    stale.repeat(3);

    const error = await failure(client.waitUntilStopped(worker, { maxWaitTime: 120 }));

    expect(error).toMatchObject({ kind: 'wait-timeout', lastState: 'running' });
    expect(stale.remaining).toBe(0);
  });

  it('that still show stopped after a start do not end waitUntilRunning', async () => {
    const { client, stale, worker } = await prepare();
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    await client.startInstance(worker);
    stale.repeat(3);

    await expect(client.waitUntilRunning(worker)).resolves.toMatchObject({ instanceState: 'running' });
    expect(stale.remaining).toBe(0);
  });
});

describe('a start whose reply is lost, so that its repetition finds the instance starting', () => {
  it('makes replies that still show stopped no end of waitUntilRunning', async () => {
    const { client, simulation, stale, worker } = await prepare();
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    simulation.aws.fail({ action: 'StartInstances', effect: 'lost-reply' });
    const change = await client.startInstance(worker);
    stale.repeat(3);

    await expect(client.waitUntilRunning(worker)).resolves.toMatchObject({ instanceState: 'running' });
    expect(change).toMatchObject({ previousState: 'pending', changed: false });
    expect(stale.remaining).toBe(0);
  });
});

describe('a start that was refused', () => {
  it('does not make a wait for running hope: it fails at its first look', async () => {
    const { client, simulation, worker } = await prepare();
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);
    simulation.aws.fail({ action: 'StartInstances', code: 'UnauthorizedOperation' });
    await expect(client.startInstance(worker)).rejects.toMatchObject({ kind: 'permission-denied' });
    const begin = simulation.clock.now();

    const error = await failure(client.waitUntilRunning(worker));

    expect(error).toMatchObject({ kind: 'worker-unhealthy', instanceState: 'stopped' });
    expect(simulation.clock.now()).toBe(begin);
  });
});
