import type { Lease, LeaseStore } from 'ec2-worker-client/fleet';
import { InMemoryLeaseStore } from 'ec2-worker-client/fleet';
import { ManualClock } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeaseSimulation } from './lease-simulation.js';

/** What somebody does, or how long nobody does anything. */
type Step =
  | { readonly do: 'acquire' | 'renew' | 'release'; readonly who: number; readonly seconds: number }
  | { readonly do: 'wait'; readonly seconds: number };

const WHO = 3;
const KEY = 'key';

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('acquire' as const, 'renew' as const, 'release' as const),
    who: fc.nat(WHO - 1),
    seconds: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
);

/** What a lease store has to do, said as plainly as can be. */
class LeaseModel {
  #holder: { who: number; endsAt: number; freeAt: number } | undefined;

  mayAcquire(now: number): boolean {
    return this.#holder === undefined || now >= this.#holder.freeAt;
  }

  hold(who: number, now: number, seconds: number, skewSeconds: number): void {
    const endsAt = now + seconds * 1_000;
    this.#holder = { who, endsAt, freeAt: endsAt + skewSeconds * 1_000 };
  }

  isHeldBy(who: number): boolean {
    return this.#holder?.who === who;
  }

  release(): void {
    this.#holder = undefined;
  }
}

async function live(
  steps: readonly Step[],
  clock: ManualClock,
  store: LeaseStore,
  skewSeconds: number,
): Promise<void> {
  const model = new LeaseModel();
  const leases = new Map<number, Lease>();
  let highest = 0;
  for (const each of steps) {
    if (each.do === 'wait') {
      await clock.advance(each.seconds * 1_000);
      continue;
    }
    const { who, seconds: durationSeconds } = each;
    const now = clock.now();
    const own = leases.get(who);
    if (each.do === 'acquire') {
      const lease = await store.acquire(KEY, { owner: `owner-${who}`, durationSeconds });
      expect(lease !== undefined).toBe(model.mayAcquire(now));
      if (lease === undefined) continue;
      expect(lease.token).toBeGreaterThan(highest);
      highest = lease.token;
      leases.set(who, lease);
      model.hold(who, now, durationSeconds, skewSeconds);
    } else if (own !== undefined && each.do === 'renew') {
      const renewed = await store.renew(own, { durationSeconds });
      const isOurs = own.token === highest && model.isHeldBy(who);
      expect(renewed !== undefined).toBe(isOurs);
      if (isOurs) model.hold(who, now, durationSeconds, skewSeconds);
      expect(renewed?.token ?? own.token).toBe(own.token);
    } else if (own !== undefined) {
      const isOurs = own.token === highest && model.isHeldBy(who);
      expect(await store.release(own)).toBe(isOurs);
      if (isOurs) model.release();
    }
    const isFree = model.mayAcquire(clock.now());
    expect((await store.read(KEY)) === undefined).toBe(isFree);
  }
}

describe('whatever is done with a lease', () => {
  it('one has it at a time, and each later one has a higher token, in memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const clock = new ManualClock();
        await live(steps, clock, new InMemoryLeaseStore({ clock }), 0);
      }),
      { numRuns: 100 },
    );
  });

  it('so it is in a table, also when replies are lost', async () => {
    const lost = fc.array(fc.nat(3), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), lost, async (steps, pauses) => {
        const simulation = await LeaseSimulation.start({ autoAdvance: true });
        const { aws, clock } = simulation;
        // Retries take some of the simulated time; whole seconds stay what they are.
        for (const _ of pauses) aws.fail({ action: 'UpdateItem', effect: 'lost-reply' });
        const client = simulation.open({ maxAttempts: 20 });
        const tokens: number[] = [];
        for (const each of steps) {
          if (each.do === 'wait') await clock.sleep(each.seconds * 1_000);
          else if (each.do === 'acquire') {
            const lease = await client.acquire(KEY, { owner: 'a', durationSeconds: each.seconds });
            if (lease === undefined) continue;
            tokens.push(lease.token);
            expect(await client.read(KEY)).toEqual(lease);
            if (each.who === 0) expect(await client.release(lease)).toBe(true);
          }
        }
        // Each acquisition counts once, however often it was sent.
        expect(tokens).toEqual(tokens.map((_, index) => (tokens[0] ?? 0) + index));
      }),
      { numRuns: 25 },
    );
  });

  it('so it is in a table', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const simulation = await LeaseSimulation.start();
        await live(steps, simulation.clock, simulation.open(), 5);
      }),
      { numRuns: 25 },
    );
  });
});
