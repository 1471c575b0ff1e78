import {
  AbortedError,
  type CreateInstanceInput,
  Ec2WorkerClient,
  type Ec2WorkerClientOptions,
} from 'ec2-worker-client';
import { SimulatedAws } from 'ec2-worker-client/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOME, IMAGE } from './contract-world.js';
import { FaultProxy, type ProxyFault } from './fault-proxy.js';
import { HandleTracker } from './handle-tracker.js';

const LAUNCH: CreateInstanceInput = { name: 'worker', amiId: IMAGE, instanceType: 't3.micro' };
const FAULTS: readonly ProxyFault[] = ['reset', 'lost-reply', 'truncated', 'html-502', 'html-200', 'stall'];

/** Far longer than a test, so that a timer that is left behind does not end by itself. */
const LONG_TIMEOUTS = { connectTimeoutMs: 60_000, requestTimeoutMs: 60_000 };

describe('the sockets and timers of a client', () => {
  let aws: SimulatedAws;
  let proxy: FaultProxy;
  const newClient = (options: Ec2WorkerClientOptions): Ec2WorkerClient =>
    new Ec2WorkerClient({ region: HOME, endpoint: proxy.url, credentials: aws.credentials, ...options });

  beforeEach(async () => {
    aws = new SimulatedAws({ timing: { pendingMs: 0, initializingMs: 0 } });
    const { url } = await aws.listen();
    proxy = await FaultProxy.listen(url);
  });

  afterEach(async () => {
    await proxy.close();
    await aws.close();
  });

  it('are gone once it is destroyed', async () => {
    using tracker = new HandleTracker();

    await tracker.run(async () => {
      await using client = newClient(LONG_TIMEOUTS);
      const worker = await client.createInstance(LAUNCH);
      await client.waitUntilHealthy(worker, { minDelay: 0.01 });
      await client.getInstanceResourcesUtilization(worker);
    });

    expect(await tracker.leftOpen()).toEqual([]);
    expect(tracker.made).toBeGreaterThan(0);
    await expect.poll(() => proxy.openConnections).toBe(0);
  });

  it.each(FAULTS)('are gone after calls that failed by %s', async (fault) => {
    using tracker = new HandleTracker();
    proxy.plan(fault, { times: 2 });

    await tracker.run(async () => {
      const requestTimeoutMs = fault === 'stall' ? 300 : 60_000;
      await using client = newClient({ ...LONG_TIMEOUTS, requestTimeoutMs, maxAttempts: 2 });
      await expect(client.listInstances()).rejects.toThrow();
    });

    expect(await tracker.leftOpen()).toEqual([]);
    expect(tracker.made).toBeGreaterThan(0);
  });

  it('are gone at once when a call is aborted, and nothing more is sent', async () => {
    using tracker = new HandleTracker();
    await using client = newClient(LONG_TIMEOUTS);
    proxy.plan('stall', { times: Number.POSITIVE_INFINITY });
    const controller = new AbortController();

    await tracker.run(async () => {
      const listing = client.listInstances({}, { abortSignal: controller.signal });
      const outcome = listing.catch((thrown: unknown) => thrown);
      await expect.poll(() => aws.requests.length).toBe(1);
      controller.abort(new Error('lost interest'));
      expect(await outcome).toBeInstanceOf(AbortedError);
    });

    expect(await tracker.leftOpen()).toEqual([]);
    expect(proxy.requests).toHaveLength(1);
  });

  it('are gone when a wait is aborted between two looks', async () => {
    using tracker = new HandleTracker();
    const controller = new AbortController();
    const onProgress = (): void => {
      controller.abort();
    };

    await tracker.run(async () => {
      await using client = newClient(LONG_TIMEOUTS);
      const worker = await client.createInstance(LAUNCH);
      const waiting = client.waitUntilStopped(worker, { abortSignal: controller.signal, onProgress });
      await expect(waiting).rejects.toBeInstanceOf(AbortedError);
    });

    expect(await tracker.leftOpen()).toEqual([]);
  });
});
