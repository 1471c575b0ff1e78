import { describe, expect, it } from 'vitest';
import { failure, STRANGER, WorkerSimulation } from '../client/worker-simulation.js';

describe('the message of a wait whose time was up', () => {
  it('tells that EC2 did not answer, and what it said', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();
    simulation.aws.fail({ code: 'RequestLimitExceeded', times: Infinity });

    const error = await failure(simulation.client.waitUntilHealthy(worker, { maxWaitTime: 60 }));

    expect(error).toMatchObject({ kind: 'wait-timeout', cause: { kind: 'throttled' } });
    expect(error.message).toContain('the instance was never seen.');
    expect(error.message).toMatch(/The last request failed: .*RequestLimitExceeded/);
  });

  it('tells that the instance itself could not be read while its checks were passing', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launchHealthy();
    simulation.aws.fail({ action: 'DescribeInstances', code: 'RequestLimitExceeded', times: Infinity });

    const error = await failure(simulation.client.waitUntilHealthy(worker, { maxWaitTime: 60 }));

    expect(error).toMatchObject({
      kind: 'wait-timeout',
      lastState: 'running',
      cause: { kind: 'throttled', code: 'RequestLimitExceeded' },
    });
    expect(error.message).toContain('what was left: to be described by EC2');
  });

  it('tells that the goal was reached, but not for long enough', async () => {
    const simulation = new WorkerSimulation({}, { timing: { pendingMs: 15_000 } });
    const worker = await simulation.launch();

    const error = await failure(
      simulation.client.waitUntilRunning(worker, { maxWaitTime: 60, stableForSeconds: 55 }),
    );

    expect(error).toMatchObject({ kind: 'wait-timeout', lastState: 'running' });
    expect(error.message).toContain('what was left: to be stable for 55s');
    expect(error.cause).toBeUndefined();
  });

  it('names no obstacle that the state shows by itself', async () => {
    const simulation = new WorkerSimulation({}, { timing: { pendingMs: 100_000 } });
    const worker = await simulation.launch();

    const error = await failure(simulation.client.waitUntilRunning(worker, { maxWaitTime: 60 }));

    expect(error.message).toContain('last seen pending');
    expect(error.message).not.toContain('what was left');
  });
});

describe('stableForSeconds', () => {
  it.each([60, 61])('of %d is refused for a wait of a minute, which could never succeed', async (seconds) => {
    const simulation = new WorkerSimulation();

    const error = await failure(
      simulation.client.waitUntilHealthy(STRANGER, { maxWaitTime: 60, stableForSeconds: seconds }),
    );

    expect(error).toMatchObject({ kind: 'invalid-parameter', parameter: 'stableForSeconds' });
    expect(error.message).toContain('less than maxWaitTime (60)');
    expect(simulation.actions).toEqual([]);
  });
});
