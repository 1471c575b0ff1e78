import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../src/batching/token-bucket.js';
import { turns } from '../client/worker-simulation.js';
import { BatchServer, idsUpTo } from './batch-server.js';

/** A server whose requests go through a bucket of requests, and one of ids. */
function throttledServer(requests: { capacity: number; refillPerSecond: number }, idCapacity = 1_000) {
  const buckets: { requests?: TokenBucket; ids?: TokenBucket } = {};
  const server: BatchServer = new BatchServer(() => undefined, {
    maxSize: 100,
    admission: {
      tryEnter: () => {
        buckets.requests ??= new TokenBucket(requests, server.clock);
        buckets.ids ??= new TokenBucket({ capacity: idCapacity, refillPerSecond: 10 }, server.clock);
        if (!buckets.requests.tryTake()) return false;
        if (buckets.ids.tryTake()) return true;
        buckets.requests.putBack(1);
        return false;
      },
      enter: async (signal) => {
        await buckets.requests?.take(1, signal);
        await buckets.ids?.take(1, signal);
      },
      claim: (wanted) => buckets.ids?.takeUpTo(wanted) ?? wanted,
      leave: () => {
        buckets.requests?.putBack(1);
        buckets.ids?.putBack(1);
      },
    },
  });
  return { server, buckets };
}

describe('a lane behind a rate limit', () => {
  it('lets others join the request that waits for its turn', async () => {
    const { server } = throttledServer({ capacity: 1, refillPerSecond: 1 });
    const values = [server.load('a')];
    await turns(2);
    for (const at of [10, 200, 400, 900]) {
      values.push(server.clock.sleep(at).then(() => server.load(`at-${at}`)));
    }
    await Promise.all(values);

    expect(server.sent.map(({ at, ids }) => [at, ...ids])).toEqual([
      [0, 'a'],
      [1_000, 'at-10', 'at-200', 'at-400', 'at-900'],
    ]);
  });

  it('sends as many ids as there is room for, and the others later', async () => {
    const { server } = throttledServer({ capacity: 10, refillPerSecond: 10 }, 5);

    await Promise.all(idsUpTo(12).map((id) => server.load(id)));

    expect(server.requests[0]).toHaveLength(5);
    expect(server.requests.flat()).toEqual(idsUpTo(12));
    expect(server.clock.now()).toBeGreaterThanOrEqual(700);
  });

  it('stops waiting when nobody is left, and takes no place for it', async () => {
    const { server, buckets } = throttledServer({ capacity: 1, refillPerSecond: 1 });
    await server.load('a');
    const controller = new AbortController();
    const mine = server.load('mine', { signal: controller.signal });
    await turns(2);

    controller.abort('enough');
    await expect(mine).rejects.toBe('enough');
    await turns();

    expect(server.requests).toHaveLength(1);
    expect(server.clock.pendingSleeps).toBe(0);
    await server.clock.sleep(2_000);
    expect(buckets.requests?.takeUpTo(9)).toBe(1);
  });

  it('goes on with who comes after the last one has left', async () => {
    const { server } = throttledServer({ capacity: 1, refillPerSecond: 1 });
    await server.load('a');
    const controller = new AbortController();
    const mine = server.load('mine', { signal: controller.signal });
    await turns(2);

    controller.abort('enough');
    const next = server.load('next');

    await expect(mine).rejects.toBe('enough');
    await expect(next).resolves.toBe('value of next');
    expect(server.requests).toEqual([['a'], ['next']]);
  });
});
