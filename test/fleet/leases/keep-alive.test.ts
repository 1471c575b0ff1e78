import { ConflictError, type Logger } from 'ec2-worker-client';
import { InMemoryLeaseStore, keepAlive, type Lease, type LeaseStore } from 'ec2-worker-client/fleet';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it, vi } from 'vitest';
import { listenersOf, turns } from '../../client/worker-simulation.js';

const KEY = 'nightly-clean-up';
const ONE = { owner: 'scheduler-1', durationSeconds: 30 };
const OTHER = { owner: 'scheduler-2', durationSeconds: 30 };

async function keeping(overrides: Partial<LeaseStore> = {}) {
  const clock = new ManualClock();
  const store = new InMemoryLeaseStore({ clock });
  const lease = (await store.acquire(KEY, ONE)) as Lease;
  const renew = vi.fn(overrides.renew ?? store.renew.bind(store));
  const kept = keepAlive({ ...bound(store), renew }, lease, { durationSeconds: 30, clock });
  return { clock, store, lease, renew, kept };
}

function bound(store: LeaseStore): LeaseStore {
  return {
    acquire: store.acquire.bind(store),
    renew: store.renew.bind(store),
    release: store.release.bind(store),
    read: store.read.bind(store),
  };
}

describe('keepAlive', () => {
  it('renews when a third of the time is over, as long as it is not stopped', async () => {
    const { clock, store, lease, renew, kept } = await keeping();

    await clock.advance(9_999);
    const early = renew.mock.calls.length;
    await clock.advance(1);
    const onTime = renew.mock.calls.length;
    await clock.advance(600_000);
    const { lease: latest } = kept;
    await kept.stop();
    const held = await store.read(KEY);
    await clock.advance(30_000);

    expect([early, onTime]).toEqual([0, 1]);
    expect(renew).toHaveBeenCalledTimes(61);
    expect(latest.token).toBe(lease.token);
    expect(held).toEqual(latest);
    expect(await store.read(KEY)).toBeUndefined();
    expect(kept.signal.aborted).toBe(false);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('tells by its signal that somebody else has the lease', async () => {
    const { clock, store, lease, kept } = await keeping();
    await store.release(lease);
    await store.acquire(KEY, OTHER);

    await clock.advance(10_000);

    expect(kept.isLost).toBe(true);
    expect(kept.signal.reason).toBeInstanceOf(ConflictError);
    expect(kept.signal.reason).toMatchObject({ conflictsWith: 'use', retryable: false });
    expect((kept.signal.reason as Error).message).toContain('"nightly-clean-up" of scheduler-1 is lost');
    expect(clock.pendingSleeps).toBe(0);
  });

  it('tries a renewal that fails again, and loses the lease when its time is over', async () => {
    const failure = new Error('no answer');
    const { clock, renew, kept } = await keeping({ renew: () => Promise.reject(failure) });

    await clock.advance(29_999);
    const before = kept.signal.aborted;
    await clock.advance(1);

    expect(before).toBe(false);
    expect(renew.mock.calls.length).toBeGreaterThan(10);
    expect(kept.isLost).toBe(true);
    expect(kept.signal.reason).toMatchObject({ kind: 'conflict', cause: failure });
  });

  it('loses no renewal to a logger that fails', async () => {
    const { clock, store, lease } = await keeping();
    const logger = new Proxy({} as Logger, {
      get: () => () => {
        throw new Error('the log is full');
      },
    });
    const renew = () => Promise.reject(new Error('no answer'));
    const kept = keepAlive({ ...bound(store), renew }, lease, { durationSeconds: 30, clock, logger });

    await clock.advance(30_000);

    expect(kept.isLost).toBe(true);
  });

  it('goes on as if nothing had been when the renewals succeed again', async () => {
    let failures = 5;
    const { clock, store, renew, kept } = await keeping();
    renew.mockImplementation((...call) =>
      failures-- > 0 ? Promise.reject(new Error('no answer')) : store.renew(...call),
    );

    await clock.advance(120_000);

    expect(kept.isLost).toBe(false);
    expect(await store.read(KEY)).toEqual(kept.lease);
    await kept.stop();
  });

  it('does not wait longer for an answer than the lease lasts', async () => {
    const { clock, kept } = await keeping({ renew: () => new Promise(() => undefined) });

    await clock.advance(30_000);

    expect(kept.isLost).toBe(true);
  });

  it('renews at once to confirm, and lasts from then on', async () => {
    const { clock, renew, kept } = await keeping();
    await clock.advance(5_000);

    await kept.confirm(30);
    renew.mockImplementation(() => Promise.reject(new Error('no answer')));
    const expiresAt = kept.lease.expiresAt.getTime();
    await clock.advance(29_999);
    const before = kept.isLost;
    await clock.advance(1);

    expect(renew.mock.calls.length).toBeGreaterThan(1);
    expect(expiresAt).toBe(clock.now());
    expect([before, kept.isLost]).toEqual([false, true]);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('lets a confirmation that cannot be had pass as long as enough is left', async () => {
    const cause = new Error('no answer');
    const { clock, kept } = await keeping({ renew: () => Promise.reject(cause) });
    await clock.advance(9_000);

    await kept.confirm(20);
    const early = kept.isLost;
    await clock.advance(2_000);

    await expect(kept.confirm(20)).rejects.toMatchObject({ kind: 'conflict', cause });
    expect([early, kept.isLost, kept.signal.aborted]).toEqual([false, true, true]);
    await expect(kept.confirm()).rejects.toBe(kept.signal.reason);
    await turns();
    expect(clock.pendingSleeps).toBe(0);
  });

  it('does not confirm what somebody else has, nor what was stopped', async () => {
    const { store, lease, kept } = await keeping();
    const other = await keeping();
    await store.release(lease);
    await other.kept.stop();

    await expect(kept.confirm()).rejects.toMatchObject({ kind: 'conflict' });
    await expect(other.kept.confirm()).rejects.toMatchObject({ kind: 'aborted', operation: 'keepAlive' });
    await expect(other.kept.confirm(Number.NaN)).rejects.toMatchObject({ parameter: 'forSeconds' });
    expect(other.kept.isLost).toBe(false);
    expect(other.renew).not.toHaveBeenCalled();
  });

  it('ends with the signal of the caller, of whom it lets go', async () => {
    const { clock, store, lease, renew } = await keeping();
    const controller = new AbortController();
    const { signal: abortSignal } = controller;
    const kept = keepAlive({ ...bound(store), renew }, lease, { durationSeconds: 30, clock, abortSignal });
    const stopped = keepAlive({ ...bound(store), renew }, lease, { durationSeconds: 30, clock, abortSignal });
    await stopped.stop();
    const listeners = listenersOf(abortSignal);

    controller.abort(new Error('enough'));
    await turns();

    expect(listeners).toBe(1);
    expect(kept.signal.reason).toEqual(new Error('enough'));
    expect(kept.isLost).toBe(false);
    expect(listenersOf(abortSignal)).toBe(0);
  });

  it('refuses what it cannot keep', async () => {
    const { store, lease } = await keeping();

    expect(() => keepAlive(store, lease, { durationSeconds: 0 })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter: 'durationSeconds' }),
    );
    expect(() => keepAlive(store, {} as Lease, { durationSeconds: 10 })).toThrow(
      expect.objectContaining({ kind: 'invalid-parameter', parameter: 'lease' }),
    );
  });
});
