import {
  type WaitProgress,
  waitUntilHealthy,
  waitUntilRunning,
  waitUntilStopped,
  waitUntilTerminated,
} from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from '../client/worker-simulation.js';

describe('the waits for a state', () => {
  it('follow an instance through its life', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const worker = await simulation.launch();

    const states = [(await client.waitUntilRunning(worker)).instanceState];
    await client.stopInstance(worker);
    states.push((await client.waitUntilStopped(worker)).instanceState);
    await client.startInstance(worker);
    states.push((await client.waitUntilHealthy(worker)).instanceState);
    await client.terminateInstance(worker);
    states.push((await client.waitUntilTerminated(worker)).instanceState);

    expect(states).toEqual(['running', 'stopped', 'running', 'terminated']);
  });

  it('forgive a state that EC2 still shows of before a start', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const worker = await simulation.launchHealthy();
    await client.stopInstance(worker);
    await client.waitUntilStopped(worker);

    const starting = client.startInstance(worker);
    const running = client.waitUntilRunning(worker);

    await starting;
    await expect(running).resolves.toMatchObject({ instanceState: 'running' });
  });

  it('count the stable time anew from a reboot that this client makes between two looks', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();

    const waiting = simulation.client.waitUntilRunning(worker, { stableForSeconds: 60 });
    await simulation.clock.sleep(32_000);
    await simulation.client.rebootInstance(worker);
    const rebootedAt = simulation.clock.now();
    await waiting;

    expect(simulation.clock.now() - rebootedAt).toBeGreaterThanOrEqual(60_000);
  });

  it('come as functions in the argument order of the AWS SDK', async () => {
    const simulation = new WorkerSimulation();
    const { client } = simulation;
    const worker = await simulation.launch();

    const running = await waitUntilRunning({ client, maxWaitTime: 60 }, worker);
    const healthy = await waitUntilHealthy({ client, maxWaitTime: 300, minDelay: 1 }, worker.instanceId);
    await client.stopInstance(worker);
    const stopped = await waitUntilStopped({ client, maxWaitTime: 60 }, worker);
    await client.terminateInstance(worker);
    const terminated = await waitUntilTerminated({ client, maxWaitTime: 60 }, worker);

    expect([running, healthy, stopped, terminated].map(({ instanceState }) => instanceState)).toEqual([
      'running',
      'running',
      'stopped',
      'terminated',
    ]);
    await expect(failure(waitUntilRunning({ client, maxWaitTime: 0 }, worker))).resolves.toMatchObject({
      parameter: 'maxWaitTime',
    });
  });
});

describe('waitUntilTerminated', () => {
  it('returns the instance as it is described once it is terminated', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    await simulation.client.terminateInstance(worker);

    await expect(simulation.client.waitUntilTerminated(worker)).resolves.toMatchObject({
      instanceState: 'terminated',
      stateReason: { code: 'Client.UserInitiatedShutdown' },
    });
  });

  it('takes an instance that EC2 forgets during the wait for terminated', async () => {
    const simulation = new WorkerSimulation({}, { terminatedVisibleMs: 0 });
    const worker = await simulation.launchHealthy();
    await simulation.client.terminateInstance(worker);

    const terminated = await simulation.client.waitUntilTerminated(worker);

    expect(terminated).toMatchObject({
      instanceId: worker.instanceId,
      instanceState: 'terminated',
      instanceType: 'c5.2xlarge',
    });
    expect(simulation.aws.requests.at(-1)?.outcome).toBe('InvalidInstanceID.NotFound');
  });

  it('does not take an instance for terminated that EC2 never knew', async () => {
    const simulation = new WorkerSimulation();

    await expect(simulation.client.waitUntilTerminated(STRANGER)).rejects.toMatchObject({
      kind: 'instance-not-found',
    });
  });

  it('does not take an instance for forgotten that some of EC2 do not know yet', async () => {
    const simulation = new WorkerSimulation();
    const { client, aws } = simulation;
    const worker = await simulation.launch();
    await client.terminateInstance(worker);
    let blinded = false;

    const terminated = await client.waitUntilTerminated(worker, {
      onProgress: () => {
        if (blinded) return;
        blinded = true;
        aws.fail({ action: 'DescribeInstanceStatus', code: 'InvalidInstanceID.NotFound' });
        aws.fail({ action: 'DescribeInstances', code: 'InvalidInstanceID.NotFound' });
      },
    });

    expect(terminated.instanceState).toBe('terminated');
    await expect(client.getInstanceDetails(worker)).resolves.toMatchObject({ instanceState: 'terminated' });
  });

  it('does not take an instance for forgotten only because EC2 cannot be asked for it', async () => {
    const simulation = new WorkerSimulation({ maxAttempts: 1 });
    const { client, aws } = simulation;
    const worker = await simulation.launchHealthy();
    await simulation.aws.advance(600_000);
    await client.terminateInstance(worker);
    let blinded = false;

    await client.waitUntilTerminated(worker, {
      onProgress: () => {
        if (blinded) return;
        blinded = true;
        aws.fail({ action: 'DescribeInstanceStatus', code: 'InvalidInstanceID.NotFound' });
        aws.fail({ action: 'DescribeInstances', code: 'InternalError' });
      },
    });

    await expect(client.getInstanceDetails(worker)).resolves.toMatchObject({ instanceState: 'terminated' });
  });
});

describe('the progress of a wait', () => {
  it('is told when something changes, in words', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const told: WaitProgress[] = [];

    await simulation.client.waitUntilHealthy(worker, {
      onProgress: (progress) => {
        told.push(progress);
      },
    });

    const states = told.map(({ instanceState }) => instanceState);
    expect([...new Set(states)]).toEqual(['pending', 'running']);
    expect(told[0]).toMatchObject({
      instanceId: worker.instanceId,
      region: 'us-east-1',
      elapsedSeconds: 0,
      polls: 1,
      message: 'pending, to be running',
    });
    expect(told.map(({ message }) => message)).toContain(
      'running, instance check initializing, system check initializing, attachedEbs check initializing',
    );
    expect(told.map(({ polls }) => polls)).toEqual(told.map(({ polls }) => polls).toSorted((a, b) => a - b));
  });

  it('is told at least every half minute, however seldom the wait looks', async () => {
    const simulation = new WorkerSimulation({}, { timing: { pendingMs: 550_000 } });
    const worker = await simulation.launch();
    const times = [simulation.clock.now()];

    await simulation.client.waitUntilRunning(worker, {
      minDelay: 120,
      maxDelay: 120,
      maxWaitTime: 900,
      onProgress: () => {
        times.push(simulation.clock.now());
      },
    });

    const gaps = [...times.slice(1), simulation.clock.now()].map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30_000);
    expect(simulation.actions.length).toBeLessThan(10);
  });

  it('is told while a request hangs', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.fail({ effect: 'stall' });
    const told: string[] = [];

    await failure(
      simulation.client.waitUntilRunning(worker, {
        maxWaitTime: 100,
        onProgress: ({ elapsedSeconds, message }) => {
          told.push(`${elapsedSeconds} ${message}`);
        },
      }),
    );

    expect(told).toEqual([30, 60, 90].map((seconds) => `${seconds} asking EC2 for the first time`));
  });
});
