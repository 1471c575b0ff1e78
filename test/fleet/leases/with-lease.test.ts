import { InMemoryLeaseStore, type LeaseStore, withLease } from 'ec2-worker-client/fleet';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';

const KEY = 'nightly-clean-up';
const ONE = { owner: 'scheduler-1', durationSeconds: 30 };
const OTHER = { owner: 'scheduler-2', durationSeconds: 30 };

function prepare() {
  const clock = new ManualClock({ autoAdvance: true });
  return { clock, store: new InMemoryLeaseStore({ clock }) };
}

describe('withLease', () => {
  it('holds the lease as long as the function runs, however long, and no longer', async () => {
    const { clock, store } = prepare();

    const outcome = await withLease(store, KEY, { ...ONE, clock }, async ({ lease, signal }) => {
      await clock.sleep(600_000);
      return { token: lease.token, aborted: signal.aborted, holder: await store.read(KEY) };
    });

    expect(outcome).toMatchObject({
      acquired: true,
      result: { aborted: false, holder: { owner: 'scheduler-1' } },
    });
    expect(await store.read(KEY)).toBeUndefined();
    expect(clock.pendingSleeps).toBe(0);
  });

  it('does nothing while somebody else has it', async () => {
    const { clock, store } = prepare();
    await store.acquire(KEY, OTHER);
    let runs = 0;

    const outcome = await withLease(store, KEY, { ...ONE, clock }, () => {
      runs += 1;
      return Promise.resolve();
    });

    expect(outcome).toEqual({ acquired: false });
    expect(runs).toBe(0);
    expect(await store.read(KEY)).toMatchObject({ owner: 'scheduler-2' });
  });

  it('waits for it, as long as it is told to', async () => {
    const { clock, store } = prepare();
    const startedAt = clock.now();
    await store.acquire(KEY, OTHER);
    const run = () => Promise.resolve(clock.now() - startedAt);

    const tooShort = await withLease(store, KEY, { ...ONE, clock, waitSeconds: 20 }, run);
    const waited = clock.now() - startedAt;
    const longEnough = await withLease(store, KEY, { ...ONE, clock, waitSeconds: 20 }, run);

    expect(tooShort).toEqual({ acquired: false });
    expect(waited).toBe(20_000);
    expect(longEnough.acquired && longEnough.result).toBeLessThanOrEqual(31_000);
  });

  it('throws what the function throws, and gives the lease back', async () => {
    const { clock, store } = prepare();

    const running = withLease(store, KEY, { ...ONE, clock }, () => Promise.reject(new Error('no luck')));

    await expect(running).rejects.toThrow('no luck');
    expect(await store.read(KEY)).toBeUndefined();
  });

  it('aborts the function when the lease is lost, and is a conflict whatever becomes of it', async () => {
    const { clock, store } = prepare();
    const lose = async () => {
      const lease = await store.read(KEY);
      if (lease !== undefined) await store.release(lease);
      await store.acquire(KEY, OTHER);
    };

    const obeyed = await failure(
      withLease(store, KEY, { ...ONE, clock }, async ({ signal }) => {
        await lose();
        await clock.sleep(60_000, signal);
      }),
    );
    await clock.sleep(31_000);
    const ignored = await failure(
      withLease(store, KEY, { ...ONE, clock }, async () => {
        await lose();
        await clock.sleep(15_000);
        return 'done';
      }),
    );

    expect(obeyed).toMatchObject({ kind: 'conflict', conflictsWith: 'use' });
    expect(ignored).toMatchObject({ kind: 'conflict', conflictsWith: 'use' });
    expect(await store.read(KEY)).toMatchObject({ owner: 'scheduler-2' });
  });

  it('does not fail for a lease that cannot be given back', async () => {
    const { clock, store } = prepare();
    const forgetful: LeaseStore = {
      acquire: store.acquire.bind(store),
      renew: store.renew.bind(store),
      read: store.read.bind(store),
      release: () => Promise.reject(new Error('no answer')),
    };

    const outcome = await withLease(forgetful, KEY, { ...ONE, clock }, () => Promise.resolve('done'));
    await clock.sleep(30_000);

    expect(outcome).toEqual({ acquired: true, result: 'done' });
    expect(await store.read(KEY)).toBeUndefined();
  });

  it('ends with the signal of the caller, while it waits and while the function runs', async () => {
    const { clock, store } = prepare();
    const waiting = new AbortController();
    await store.acquire(KEY, OTHER);
    const options = { ...ONE, clock, waitSeconds: 3_600 };
    const waited = failure(
      withLease(store, KEY, { ...options, abortSignal: waiting.signal }, () => Promise.resolve()),
    );
    waiting.abort();
    const running = new AbortController();
    const run = withLease(store, 'another', { ...options, abortSignal: running.signal }, ({ signal }) => {
      running.abort(new Error('enough'));
      return Promise.reject(signal.reason as Error);
    });

    await expect(run).rejects.toThrow('enough');
    expect(await waited).toMatchObject({ kind: 'aborted' });
    expect(await store.read('another')).toBeUndefined();
  });
});
