import { type WaitProgress, WorkerUnhealthyError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, turns, WorkerSimulation } from '../client/worker-simulation.js';

/** Does something once, when the wait tells of its progress and the moment has come. */
function when(
  condition: (progress: WaitProgress) => boolean,
  act: () => unknown,
): (progress: WaitProgress) => void {
  let done = false;
  return (progress) => {
    if (done || !condition(progress)) return;
    done = true;
    act();
  };
}

describe('waitUntilHealthy', () => {
  it('returns the instance with its checks once all of them pass', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const begin = simulation.clock.now();

    const healthy = await simulation.client.waitUntilHealthy(worker);

    expect(healthy).toMatchObject({
      instanceId: worker.instanceId,
      instanceState: 'running',
      instanceStatus: 'ok',
      systemStatus: 'ok',
      publicIp: expect.any(String),
    });
    const took = simulation.clock.now() - begin;
    expect(took).toBeGreaterThanOrEqual(135_000);
    expect(took).toBeLessThanOrEqual(151_000);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it.each(['system', 'attachedEbs', 'instance'] as const)(
    'is not satisfied while the %s check is impaired and the others are ok',
    async (check) => {
      const simulation = new WorkerSimulation();
      const worker = await simulation.launchHealthy();
      simulation.aws.impair(worker.instanceId, { check });
      const begin = simulation.clock.now();

      const error = await failure(simulation.client.waitUntilHealthy(worker));

      expect(error).toBeInstanceOf(WorkerUnhealthyError);
      expect(error).toMatchObject({
        instanceIds: [worker.instanceId],
        instanceState: 'running',
        checks: { checks: { [check]: { status: 'impaired' } }, healthy: false },
      });
      const waited = simulation.clock.now() - begin;
      expect(waited).toBeGreaterThanOrEqual(120_000);
      expect(waited).toBeLessThanOrEqual(135_000);
    },
  );

  it('gives up at once on an impaired check without a grace', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.impair(worker.instanceId, { check: 'system' });
    const begin = simulation.clock.now();

    const wait = simulation.client.waitUntilHealthy(worker, { impairedGraceSeconds: 0 });

    await expect(wait).rejects.toMatchObject({ kind: 'worker-unhealthy' });
    expect(simulation.clock.now()).toBe(begin);
  });

  it('is content with an instance that recovers in time', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.impair(worker.instanceId, { check: 'system' });

    const healthy = await simulation.client.waitUntilHealthy(worker, {
      onProgress: when(
        ({ elapsedSeconds }) => elapsedSeconds >= 60,
        () => {
          simulation.aws.recover(worker.instanceId);
        },
      ),
    });

    expect(healthy.systemStatus).toBe('ok');
  });

  it('counts the grace anew after every recovery', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const { instanceId } = worker;
    simulation.aws.impair(instanceId, { check: 'system' });
    const begin = simulation.clock.now();

    const error = await failure(
      simulation.client.waitUntilHealthy(worker, {
        impairedGraceSeconds: 60,
        stableForSeconds: 120,
        maxDelay: 5,
        onProgress: (() => {
          const recover = when(
            ({ elapsedSeconds }) => elapsedSeconds >= 30,
            () => {
              simulation.aws.recover(instanceId);
            },
          );
          const impair = when(
            ({ elapsedSeconds }) => elapsedSeconds >= 60,
            () => {
              simulation.aws.impair(instanceId, { check: 'system' });
            },
          );
          return (progress: WaitProgress) => {
            recover(progress);
            impair(progress);
          };
        })(),
      }),
    );

    expect(error.kind).toBe('worker-unhealthy');
    expect(simulation.clock.now() - begin).toBeGreaterThanOrEqual(120_000);
  });

  it('requires only the checks that it is told to', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.impair(worker.instanceId, { check: 'system' });

    const healthy = await simulation.client.waitUntilHealthy(worker, { requiredChecks: ['instance'] });

    expect(healthy).toMatchObject({ instanceStatus: 'ok', systemStatus: 'impaired' });
  });

  it('is never satisfied by a required check that EC2 does not report', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();

    const error = await failure(
      simulation.client.waitUntilHealthy(worker, { requiredChecks: ['application'], maxWaitTime: 60 }),
    );

    expect(error.kind).toBe('wait-timeout');
  });

  it('is not satisfied by an answer from before a reboot that this client has made meanwhile', async () => {
    const simulation = new WorkerSimulation();
    const { requestHandler } = simulation.aws;
    let deliver = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      deliver = resolve;
    });
    const slow: typeof requestHandler = {
      ...requestHandler,
      handle: async (request, options) => {
        const reply = await requestHandler.handle(request, options);
        if (String(request.body).includes('DescribeInstanceStatus')) await held;
        return reply;
      },
    };
    const client = simulation.connect({ requestHandler: slow });
    const worker = await simulation.launchHealthy();
    const moveOn = simulation.clock.hold();
    const waiting = client.waitUntilHealthy(worker);
    await turns(60);
    const answered = simulation.actions;

    await client.rebootInstance(worker);
    const rebootedAt = simulation.clock.now();
    deliver();
    moveOn();
    await waiting;

    expect(answered).toEqual(['DescribeInstanceStatus']);
    expect(simulation.clock.now() - rebootedAt).toBeGreaterThanOrEqual(120_000);
  });

  it('wants the checks to hold for as long as it is told', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const begin = simulation.clock.now();

    await simulation.client.waitUntilHealthy(worker, { stableForSeconds: 60 });

    const waited = simulation.clock.now() - begin;
    expect(waited).toBeGreaterThanOrEqual(60_000);
    expect(waited).toBeLessThanOrEqual(75_000);
  });

  it('counts the stable time anew when EC2 could not be asked in between', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 1 });
    const worker = await simulation.launchHealthy();
    const waiting = simulation.client.waitUntilHealthy(worker, { stableForSeconds: 60 });
    await simulation.clock.sleep(32_000);
    simulation.aws.fail({ action: 'DescribeInstanceStatus', code: 'InternalError' });
    const blindFrom = simulation.clock.now();

    await waiting;

    simulation.aws.assertNoPendingFaults();
    expect(simulation.clock.now() - blindFrom).toBeGreaterThanOrEqual(60_000);
  });

  it('counts the stable time anew when the checks fail in between', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    const begin = simulation.clock.now();

    await simulation.client.waitUntilHealthy(worker, {
      stableForSeconds: 120,
      onProgress: (progress) => {
        if (progress.elapsedSeconds >= 60 && progress.elapsedSeconds < 90) {
          simulation.aws.impair(worker.instanceId, { check: 'instance' });
        } else simulation.aws.recover(worker.instanceId);
      },
    });

    expect(simulation.clock.now() - begin).toBeGreaterThan(180_000);
  });
});
