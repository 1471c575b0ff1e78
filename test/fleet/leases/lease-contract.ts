import type { LeaseStore } from 'ec2-worker-client/fleet';
import type { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { failure } from '../../client/worker-simulation.js';

/** Where the contract is tried: stores that share their leases, as several processes do, and their clock. */
export interface LeaseWorld {
  readonly clock: ManualClock;
  /** How much longer than it lasts a lease is kept from others. */
  readonly skewSeconds: number;
  /** One more store with the same leases. */
  readonly open: () => LeaseStore;
}

/** What a server gets right. */
export interface LeaseFeatures {
  /** Whether a condition and its write are one step, also among requests that come at once. */
  readonly atomicWrites: boolean;
}

const KEY = 'instance/us-east-1/i-0123456789abcdef0';
const ONE = { owner: 'scheduler-1', durationSeconds: 30 };
const OTHER = { owner: 'scheduler-2', durationSeconds: 30 };

/** What every lease store does. */
export function describeLeaseContract(
  name: string,
  makeWorld: () => Promise<LeaseWorld>,
  features: LeaseFeatures = { atomicWrites: true },
): void {
  describe(`the leases of ${name}`, () => {
    it('are had by one at a time, and have no holder before and after', async () => {
      const { open, clock } = await makeWorld();
      const [mine, theirs] = [open(), open()];
      const before = await mine.read(KEY);

      const lease = await mine.acquire(KEY, ONE);

      expect(before).toBeUndefined();
      expect(lease).toEqual({
        key: KEY,
        owner: 'scheduler-1',
        token: expect.any(Number),
        expiresAt: new Date(clock.now() + 30_000),
      });
      expect(await theirs.acquire(KEY, OTHER)).toBeUndefined();
      expect(await mine.acquire(KEY, ONE)).toBeUndefined();
      expect(await theirs.read(KEY)).toEqual(lease);
      expect(await theirs.acquire('another', OTHER)).toMatchObject({ key: 'another' });
    });

    it('have whole tokens, whatever parts of milliseconds the clock tells', async () => {
      const { open, clock } = await makeWorld();
      await clock.advance(0.3);

      const first = await acquired(open(), ONE);
      const released = await open().release(first);
      const second = await acquired(open(), OTHER);

      expect(first.token).toBe(Math.floor(clock.now()));
      expect(released).toBe(true);
      expect(Number.isSafeInteger(second.token)).toBe(true);
      expect(second.token).toBeGreaterThan(first.token);
    });

    it('are free once they are released, with a higher token for the next', async () => {
      const { open } = await makeWorld();
      const [mine, theirs] = [open(), open()];
      const lease = await acquired(mine, ONE);

      const released = await mine.release(lease);
      const freed = await theirs.read(KEY);
      const next = await acquired(theirs, OTHER);

      expect(released).toBe(true);
      expect(freed).toBeUndefined();
      expect(next.token).toBeGreaterThan(lease.token);
      expect(await mine.release(lease)).toBe(false);
      expect(await theirs.read(KEY)).toEqual(next);
    });

    it('end by themselves, with a higher token for the next, and are lost to their holder', async () => {
      const { open, clock, skewSeconds } = await makeWorld();
      const [mine, theirs] = [open(), open()];
      const lease = await acquired(mine, ONE);

      await clock.advance((30 + skewSeconds) * 1_000 - 1);
      const tooEarly = await theirs.acquire(KEY, OTHER);
      const stillRead = await theirs.read(KEY);
      await clock.advance(1);
      const free = await theirs.read(KEY);
      const next = await acquired(theirs, OTHER);

      expect(tooEarly).toBeUndefined();
      expect(stillRead).toEqual(lease);
      expect(free).toBeUndefined();
      expect(next.token).toBeGreaterThan(lease.token);
      expect(await mine.renew(lease, { durationSeconds: 30 })).toBeUndefined();
      expect(await mine.release(lease)).toBe(false);
      expect(await theirs.read(KEY)).toEqual(next);
    });

    it('last longer when they are renewed, and keep their token', async () => {
      const { open, clock } = await makeWorld();
      const [mine, theirs] = [open(), open()];
      const lease = await acquired(mine, ONE);
      await clock.advance(20_000);

      const renewed = await mine.renew(lease, { durationSeconds: 60 });
      await clock.advance(59_000);

      expect(renewed).toEqual({ ...lease, expiresAt: new Date(clock.now() + 1_000) });
      expect(await theirs.acquire(KEY, OTHER)).toBeUndefined();
    });

    it('are renewed after their end if nobody has acquired them, but not after their release', async () => {
      const { open, clock } = await makeWorld();
      const store = open();
      const lease = await acquired(store, ONE);
      await clock.advance(120_000);

      const renewed = await store.renew(lease, { durationSeconds: 30 });
      await store.release(lease);

      expect(renewed?.token).toBe(lease.token);
      expect(await store.renew(lease, { durationSeconds: 30 })).toBeUndefined();
    });

    it.skipIf(!features.atomicWrites)('go to one of many who ask at once', async () => {
      const { open } = await makeWorld();
      const asked = Array.from({ length: 20 }, (_, index) =>
        open().acquire(KEY, { owner: `scheduler-${index}`, durationSeconds: 30 }),
      );

      const leases = (await Promise.all(asked)).filter((lease) => lease !== undefined);

      expect(leases).toHaveLength(1);
      expect(await open().read(KEY)).toEqual(leases[0]);
    });

    it('begin with a token that is higher than any of an earlier time, even for a store that remembers none', async () => {
      const { open, clock } = await makeWorld();

      const lease = await acquired(open(), ONE);

      expect(lease.token).toBe(clock.now());
    });

    it.each([
      ['key', '', ONE],
      ['key', 'x'.repeat(1_025), ONE],
      ['owner', KEY, { ...ONE, owner: '' }],
      ['durationSeconds', KEY, { ...ONE, durationSeconds: 0 }],
      ['durationSeconds', KEY, { ...ONE, durationSeconds: Number.NaN }],
      ['durationSeconds', KEY, { ...ONE, durationSeconds: 86_401 }],
    ])('are not given for a wrong %s', async (parameter, key, options) => {
      const { open } = await makeWorld();

      const error = await failure(open().acquire(key, options));

      expect(error).toMatchObject({ kind: 'invalid-parameter', parameter });
    });

    it('are not asked for with a signal that is aborted', async () => {
      const { open } = await makeWorld();
      const store = open();
      const lease = await acquired(store, ONE);
      const abortSignal = AbortSignal.abort(new Error('enough'));

      const calls = [
        store.acquire('another', { ...ONE, abortSignal }),
        store.renew(lease, { durationSeconds: 30, abortSignal }),
        store.release(lease, { abortSignal }),
        store.read(KEY, { abortSignal }),
      ].map(failure);

      for (const error of await Promise.all(calls)) expect(error).toMatchObject({ kind: 'aborted' });
      expect(await store.read(KEY)).toEqual(lease);
      expect(await store.read('another')).toBeUndefined();
    });
  });
}

async function acquired(store: LeaseStore, options: typeof ONE) {
  const lease = await store.acquire(KEY, options);
  if (lease === undefined) throw new Error('Nobody should hold it.');
  return lease;
}
