import { IncorrectStateError, InstanceNotFoundError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from '../client/worker-simulation.js';

describe('changeInstanceType', () => {
  it('gives a stopped worker another type, with which it starts', async () => {
    const { client, ...simulation } = await prepareStopped();

    await client.changeInstanceType(simulation.worker, 'm5zn.metal');
    await client.startInstance(simulation.worker);

    const { instanceType } = await client.waitUntilRunning(simulation.worker);
    expect(instanceType).toBe('m5zn.metal');
  });

  it('is refused for a worker that runs', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();

    const error = await failure(simulation.client.changeInstanceType(worker, 'm5zn.metal'));

    expect(error).toBeInstanceOf(IncorrectStateError);
    expect(error).toMatchObject({ operation: 'changeInstanceType', instanceIds: [worker.instanceId] });
  });

  it('takes its turn behind a stop that was called before', async () => {
    const simulation = new WorkerSimulation({}, { timing: { stoppingMs: 0 } });
    const { client } = simulation;
    const worker = await simulation.launchHealthy();

    const stop = client.stopInstance(worker);
    await client.changeInstanceType(worker, 'm5zn.metal');

    expect((await stop).changed).toBe(true);
    expect((await client.getInstanceDetails(worker)).instanceType).toBe('m5zn.metal');
  });

  it('tells of an instance that does not exist', async () => {
    const { client } = new WorkerSimulation();

    await expect(client.changeInstanceType(STRANGER, 'm5zn.metal')).rejects.toBeInstanceOf(
      InstanceNotFoundError,
    );
  });

  it.each(['metal', '', undefined as never])(
    'refuses the type %o, and sends nothing',
    async (instanceType) => {
      const simulation = new WorkerSimulation();

      const error = await failure(simulation.client.changeInstanceType(STRANGER, instanceType));

      expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'instanceType' });
      expect(simulation.actions).toEqual([]);
    },
  );
});

async function prepareStopped() {
  const simulation = new WorkerSimulation();
  const worker = await simulation.launchHealthy();
  await simulation.client.stopInstance(worker);
  await simulation.client.waitUntilStopped(worker);
  return { client: simulation.client, worker };
}
