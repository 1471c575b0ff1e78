import { getEventListeners } from 'node:events';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { startDeadline } from '../../src/time/deadline.js';

describe('a deadline', () => {
  it('aborts when its time is up, and says that it was the time', async () => {
    const clock = new ManualClock();
    const deadline = startDeadline(clock, 1_000, []);

    await clock.advance(999);
    const before = deadline.signal.aborted;
    await clock.advance(1);

    expect(before).toBe(false);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.expired).toBe(true);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('aborts with the reason of its parent, and is not expired then', async () => {
    const clock = new ManualClock();
    const parent = new AbortController();
    const deadline = startDeadline(clock, 1_000, [parent.signal]);

    parent.abort('enough');
    await clock.advance(5_000);

    expect(deadline.signal.reason).toBe('enough');
    expect(deadline.expired).toBe(false);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('is over from the start when its parent has aborted before', () => {
    const clock = new ManualClock();
    const deadline = startDeadline(clock, 1_000, [AbortSignal.abort('too late')]);

    expect(deadline.signal.reason).toBe('too late');
    expect(deadline.expired).toBe(false);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('leaves no timer and no listener behind when it is disposed of', () => {
    const clock = new ManualClock();
    const parent = new AbortController();
    const deadline = startDeadline(clock, 1_000, [parent.signal]);
    const listening = getEventListeners(parent.signal, 'abort').length;

    deadline.dispose();
    deadline.dispose();

    expect(listening).toBe(1);
    expect(getEventListeners(parent.signal, 'abort')).toHaveLength(0);
    expect(clock.pendingSleeps).toBe(0);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.expired).toBe(false);
  });

  it('lets go of its parent when the time is up and it is disposed of', async () => {
    const clock = new ManualClock();
    const parent = new AbortController();
    const deadline = startDeadline(clock, 1_000, [parent.signal]);

    await clock.advance(1_000);
    deadline.dispose();

    expect(deadline.expired).toBe(true);
    expect(getEventListeners(parent.signal, 'abort')).toHaveLength(0);
  });
});
