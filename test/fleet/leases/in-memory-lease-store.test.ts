import { InMemoryLeaseStore } from 'ec2-worker-client/fleet';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { describeLeaseContract } from './lease-contract.js';

describeLeaseContract('a process', () => {
  const clock = new ManualClock();
  const store = new InMemoryLeaseStore({ clock });
  return Promise.resolve({ clock, skewSeconds: 0, open: () => store });
});

describe('an InMemoryLeaseStore', () => {
  it('goes on with higher tokens in the next process', async () => {
    const clock = new ManualClock();
    const options = { owner: 'a', durationSeconds: 10 };
    const earlier = new InMemoryLeaseStore({ clock });
    const first = await earlier.acquire('key', options);
    await clock.advance(60_000);

    const second = await new InMemoryLeaseStore({ clock }).acquire('key', options);

    expect(second?.token).toBeGreaterThan(first?.token ?? Number.POSITIVE_INFINITY);
  });
});
