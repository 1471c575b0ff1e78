import type { Logger } from 'ec2-worker-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { turns, WorkerSimulation } from './worker-simulation.js';

let unhandled: unknown[] = [];
const note = (reason: unknown): void => {
  unhandled.push(reason);
};

beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', note);
});

afterEach(() => {
  process.off('unhandledRejection', note);
});

/** What a caller's callback does that is an async function, and breaks. */
const breaks = (): unknown => Promise.reject(new Error('broken'));

describe('an async callback that rejects', () => {
  it('does no harm to a wait as onProgress', async () => {
    const simulation = new WorkerSimulation();
    const worker = await simulation.launch();

    const healthy = await simulation.client.waitUntilHealthy(worker, { onProgress: breaks });
    await turns();

    expect(healthy.instanceStatus).toBe('ok');
    expect(unhandled).toEqual([]);
  });

  it('does no harm to a wait as a logger', async () => {
    const logger: Logger = { debug: breaks, info: breaks, warn: breaks, error: breaks };
    const simulation = new WorkerSimulation({ logger });
    const worker = await simulation.launch();
    simulation.aws.fail({ code: 'RequestLimitExceeded', times: 2 });

    const healthy = await simulation.client.waitUntilHealthy(worker, { onProgress: breaks });
    await turns();

    expect(healthy.instanceStatus).toBe('ok');
    expect(unhandled).toEqual([]);
  });
});
