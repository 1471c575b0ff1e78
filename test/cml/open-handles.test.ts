import { AbortedError } from 'ec2-worker-client';
import { CmlHostClient, type CmlHostClientOptions } from 'ec2-worker-client/cml';
import { SimulatedCmlHost, type SimulatedCmlPhase } from 'ec2-worker-client/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandleTracker } from '../contracts/handle-tracker.js';

/** Far longer than a test, so that a timer that is left behind does not end by itself. */
const LONG_TIMEOUTS = { connectTimeoutMs: 60_000, tlsTimeoutMs: 60_000, requestTimeoutMs: 60_000 };

const SILENT: readonly SimulatedCmlPhase[] = ['accept-and-hang', 'silent'];
const LOUD: readonly SimulatedCmlPhase[] = ['refuse', 'tls-garbage', '502', 'not-json', 'redirect'];

describe('the sockets and timers of a client', () => {
  let cml: SimulatedCmlHost;
  const newClient = (options: Partial<CmlHostClientOptions> = {}): CmlHostClient =>
    new CmlHostClient({ ...cml.clientOptions, ...LONG_TIMEOUTS, ...options });

  beforeEach(async () => {
    cml = await SimulatedCmlHost.start({ labs: [{ state: 'STARTED' }, {}, {}] });
  });
  afterEach(() => cml.close());

  it('are gone once it is closed', async () => {
    using tracker = new HandleTracker();

    await tracker.run(async () => {
      await using host = newClient();
      await Promise.all([host.probe(), host.labs(), host.stats(), host.license()]);
    });

    expect(await tracker.leftOpen()).toEqual([]);
    expect(tracker.made).toBeGreaterThan(0);
    await expect.poll(() => cml.connections).toBe(0);
  });

  it('are but one connection between calls, which closing ends', async () => {
    using tracker = new HandleTracker();
    const host = newClient();

    await tracker.run(async () => {
      await host.stats();
    });

    // One is kept for the next call, for a few seconds.
    expect(cml.connections).toBe(1);
    await host.close();
    expect(await tracker.leftOpen()).toEqual([]);
  });

  it.each(LOUD)('are gone after a call that failed in phase %s', async (phase) => {
    using tracker = new HandleTracker();
    await cml.setPhase(phase);

    await tracker.run(async () => {
      await using host = newClient();
      await expect(host.stats()).rejects.toThrow();
      await host.probe();
    });

    expect(await tracker.leftOpen()).toEqual([]);
    expect(tracker.made).toBeGreaterThan(0);
  });

  it.each(SILENT)('are gone at once when a call is aborted in phase %s', async (phase) => {
    using tracker = new HandleTracker();
    const controller = new AbortController();
    await using host = newClient();
    await cml.setPhase(phase);

    await tracker.run(async () => {
      const outcome = host.stats({ abortSignal: controller.signal }).catch((thrown: unknown) => thrown);
      await expect.poll(() => cml.connections).toBe(1);
      controller.abort(new Error('lost interest'));
      expect(await outcome).toBeInstanceOf(AbortedError);
    });

    expect(await tracker.leftOpen()).toEqual([]);
    await expect.poll(() => cml.connections).toBe(0);
  });
});
