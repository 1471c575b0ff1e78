import { AbortedError, InstanceNotFoundError, ThrottledError } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/waiters/observation.js';
import { PollingSource } from '../../src/waiters/polling-source.js';
import { checksOf } from './checks-fixture.js';

/** The first observations of a source whose looks go as told. */
async function observe(
  looks: readonly (() => unknown)[],
  clock = new ManualClock({ now: 0, autoAdvance: true }),
) {
  let polls = 0;
  let changes = 0;
  const source = new PollingSource({
    clock,
    countChanges: () => changes,
    readStatusChecks: async () => {
      polls += 1;
      // A change that is made while the request is under way.
      changes += 1;
      return (await looks[polls - 1]?.()) as never;
    },
  });
  const seen: Observation[] = [];
  const request = {
    instanceId: 'i-1',
    operation: 'wait',
    minDelay: 5_000,
    maxDelay: 15_000,
    endsAt: 600_000,
    signal: new AbortController().signal,
  };
  for await (const observation of source.observe(request)) {
    seen.push(observation);
    if (seen.length === looks.length) break;
  }
  return { seen, clock };
}

const shows = (instanceState: string) => () => checksOf({ instanceState });
const fails = (error: unknown) => () => {
  throw error;
};

describe('a polling source', () => {
  it('observes what it sees, with the time of the answer and the changes before the request', async () => {
    const { seen } = await observe([shows('pending'), shows('running')]);

    expect(seen[0]).toEqual({
      at: 0,
      changesBefore: 0,
      seen: { kind: 'checks', checks: checksOf({ instanceState: 'pending' }) },
    });
    expect(seen[1]).toMatchObject({ changesBefore: 1 });
    expect(seen[1]?.at).toBeGreaterThanOrEqual(5_000);
  });

  it('observes faults, and an unknown instance as missing', async () => {
    const missing = new InstanceNotFoundError({ message: 'no such instance' });
    const throttled = new ThrottledError({ message: 'slow down' });

    const { seen } = await observe([fails(missing), fails(throttled), shows('running')]);

    expect(seen.map((observation) => observation.seen.kind)).toEqual(['missing', 'failed', 'checks']);
    expect(seen[1]?.seen).toEqual({ kind: 'failed', error: throttled });
  });

  it.each([
    ['an abort', new AbortedError({ cause: 'enough' })],
    ['what is no error of this package', new TypeError('a mistake')],
  ])('ends with %s', async (_, error) => {
    await expect(observe([fails(error), shows('running')])).rejects.toBe(error);
  });

  it('looks soon again after a change', async () => {
    const steady = Array.from({ length: 12 }, () => shows('pending'));

    const { seen } = await observe([...steady, shows('running'), shows('running')]);

    const gap = (index: number) => (seen[index]?.at ?? 0) - (seen[index - 1]?.at ?? 0);
    expect(gap(11)).toBeGreaterThanOrEqual(12_000);
    expect(gap(13)).toBe(5_000);
  });

  it('leaves no sleep behind when nobody wants to see more', async () => {
    const { clock } = await observe([shows('pending'), shows('running')]);

    expect(clock.pendingSleeps).toBe(0);
  });
});
