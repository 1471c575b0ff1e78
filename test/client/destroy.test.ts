import { AbortedError } from 'ec2-worker-client';
import { describe, expect, it } from 'vitest';
import { failure, turns, WorkerSimulation } from './worker-simulation.js';

describe('destroy', () => {
  it('ends a wait that is under way, of which nothing is left', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    const worker = await simulation.launch();
    const outcome = failure(simulation.client.waitUntilHealthy(worker));
    await turns(60);
    const sent = simulation.actions.length;

    simulation.client.destroy();
    const error = await outcome;
    await simulation.clock.advance(60_000);

    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ operation: 'waitUntilHealthy', instanceIds: [worker.instanceId] });
    expect(error.message).toContain('destroyed');
    expect(sent).toBeGreaterThan(0);
    expect(simulation.actions).toHaveLength(sent);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });

  it('ends a call between two attempts, of which nothing more is sent', async () => {
    const simulation = new WorkerSimulation({}, { autoAdvance: false });
    simulation.aws.fail({ code: 'RequestLimitExceeded', times: Infinity });
    const outcome = failure(simulation.client.listInstances());
    await turns(60);

    simulation.client.destroy();
    await simulation.clock.advance(60_000);
    const error = await outcome;

    expect(error).toBeInstanceOf(AbortedError);
    expect(simulation.actions).toHaveLength(1);
    expect(simulation.clock.pendingSleeps).toBe(0);
  });
});
