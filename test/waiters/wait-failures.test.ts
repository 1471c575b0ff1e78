import { WaitTimeoutError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, WorkerSimulation } from '../client/worker-simulation.js';

describe('a wait fails at once', () => {
  it('on an instance that is terminated, and tells why it was', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.terminateInstance(worker.instanceId, { code: 'Server.InsufficientInstanceCapacity' });
    const begin = simulation.clock.now();

    const error = await failure(simulation.client.waitUntilHealthy(worker));

    expect(error).toMatchObject({
      kind: 'worker-unhealthy',
      instanceState: 'shutting-down',
      stateReason: { code: 'Server.InsufficientInstanceCapacity' },
    });
    expect(simulation.clock.now()).toBe(begin);
  });

  it('on an instance that is stopped and that nobody has started', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    await simulation.client.stopInstance(worker);
    await simulation.client.waitUntilStopped(worker);
    const other = simulation.connect();
    const begin = simulation.clock.now();

    const errors = [
      await failure(other.waitUntilRunning(worker)),
      await failure(other.waitUntilHealthy(worker)),
    ];

    expect(errors).toMatchObject([
      { kind: 'worker-unhealthy', instanceState: 'stopped', operation: 'waitUntilRunning' },
      { kind: 'worker-unhealthy', instanceState: 'stopped', operation: 'waitUntilHealthy' },
    ]);
    expect(simulation.clock.now()).toBe(begin);
  });

  it('when a wait for stopped meets an instance that is terminated', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    await simulation.client.terminateInstance(worker);

    await expect(simulation.client.waitUntilStopped(worker)).rejects.toMatchObject({
      kind: 'worker-unhealthy',
    });
  });

  it.each([
    ['UnauthorizedOperation', 'permission-denied'],
    ['InvalidParameterValue', 'invalid-parameter'],
    ['InvalidInstanceID.Malformed', 'invalid-parameter'],
    ['SomethingNewFromAws', 'unknown'],
  ])('on %s', async (code, kind) => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.fail({ action: 'DescribeInstanceStatus', code, times: Infinity });
    const begin = simulation.clock.now();

    const error = await failure(simulation.client.waitUntilHealthy(worker));

    expect(error).toMatchObject({ kind, code, operation: 'waitUntilHealthy' });
    expect(simulation.actions).toHaveLength(1);
    expect(simulation.clock.now()).toBe(begin);
  });

  it('on credentials that one refresh does not mend', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.fail({ action: 'DescribeInstanceStatus', code: 'ExpiredToken', times: Infinity });

    const error = await failure(simulation.client.waitUntilHealthy(worker));

    expect(error.kind).toBe('authentication');
    expect(simulation.actions).toHaveLength(2);
  });

  it('when the instance is terminated during the wait', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    let terminatedAt = 0;

    const error = await failure(
      simulation.client.waitUntilHealthy(worker, {
        onProgress: ({ instanceState }) => {
          if (instanceState !== 'running' || terminatedAt > 0) return;
          terminatedAt = simulation.clock.now();
          simulation.aws.terminateInstance(worker.instanceId, { code: 'Server.InternalError' });
        },
      }),
    );

    expect(error).toMatchObject({ kind: 'worker-unhealthy', stateReason: { code: 'Server.InternalError' } });
    expect(simulation.clock.now() - terminatedAt).toBeLessThanOrEqual(15_000);
  });
});

describe('a wait rides out', () => {
  it.each([
    ['throttling', { code: 'RequestLimitExceeded' }],
    ['errors of the service', { code: 'InternalError' }],
    ['a page of a load balancer', { effect: 'html-502' }],
    ['connections that break', { effect: 'reset' }],
    ['a captive portal', { effect: 'html-200' }],
  ] as const)('%s, far longer than one call would', async (_, fault) => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.fail({ action: 'DescribeInstanceStatus', times: 12, ...fault });

    const healthy = await simulation.client.waitUntilHealthy(worker);

    expect(healthy).toMatchObject({ instanceStatus: 'ok', systemStatus: 'ok' });
    simulation.aws.assertNoPendingFaults();
  });

  it('faults of the last look at the instance itself', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded', times: 6 });

    await expect(simulation.client.waitUntilHealthy(worker)).resolves.toMatchObject({ systemStatus: 'ok' });
  });
});

describe('a wait whose time is up', () => {
  it('tells what it saw', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    const begin = simulation.clock.now();

    const error = await failure(simulation.client.waitUntilHealthy(worker, { maxWaitTime: 60 }));

    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error).toMatchObject({
      wait: 'waitUntilHealthy',
      region: 'us-east-1',
      instanceIds: [worker.instanceId],
      maxWaitTime: 60,
      elapsedSeconds: 60,
      polls: simulation.actions.length,
      lastState: 'running',
      lastChecks: { instanceStatus: 'initializing' },
      transitions: [
        { instanceState: 'pending' },
        { instanceState: 'running', instanceStatus: 'initializing' },
      ],
    });
    expect(simulation.clock.now() - begin).toBe(60_000);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it('looks once more shortly before', async () => {
    const simulation = new WorkerSimulation({}, { timing: { pendingMs: 98_500 } });
    const worker = await simulation.launch();

    const wait = simulation.client.waitUntilRunning(worker, {
      maxWaitTime: 100,
      minDelay: 0.5,
      maxDelay: 30,
    });

    await expect(wait).resolves.toMatchObject({ instanceState: 'running' });
  });

  it('gives the fault that kept it from looking for the cause', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.fail({ code: 'RequestLimitExceeded', times: Infinity });

    const error = await failure(simulation.client.waitUntilRunning(worker, { maxWaitTime: 120 }));

    expect(error).toMatchObject({ kind: 'wait-timeout', elapsedSeconds: 120 });
    expect(error).not.toHaveProperty('lastState');
    expect(error.cause).toMatchObject({ kind: 'throttled' });
  });

  it('keeps its time although a request hangs', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.fail({ effect: 'stall', times: Infinity });
    const begin = simulation.clock.now();

    const error = await failure(simulation.client.waitUntilRunning(worker, { maxWaitTime: 20 }));

    expect(error).toMatchObject({ kind: 'wait-timeout', polls: 0 });
    expect(simulation.clock.now() - begin).toBe(20_000);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it('keeps its time although the instance itself cannot be read', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.fail({ action: 'DescribeInstances', effect: 'stall', times: Infinity });

    const error = await failure(simulation.client.waitUntilHealthy(worker, { maxWaitTime: 30 }));

    expect(error).toMatchObject({ kind: 'wait-timeout', lastState: 'running' });
  });
});
