import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/time/clock.js';

/** The timers that keep this process alive. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

describe('the system clock', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sleeps at least as long as it is told, and no listener stays on the signal', async () => {
    const { signal } = new AbortController();
    const begin = performance.now();

    await systemClock.sleep(20, signal);

    // Node's timers may fire up to a millisecond early.
    expect(performance.now() - begin).toBeGreaterThanOrEqual(19);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('resolves in a later turn for zero or less', async () => {
    const order: string[] = [];
    const sleep = systemClock.sleep(-5).then(() => order.push('slept'));
    order.push('called');

    await sleep;

    expect(order).toEqual(['called', 'slept']);
  });

  it('rejects with the reason on an abort, and leaves neither timer nor listener', async () => {
    const before = timers();
    const controller = new AbortController();
    const sleep = systemClock.sleep(3_600_000, controller.signal);
    const during = timers();

    controller.abort('enough');

    await expect(sleep).rejects.toBe('enough');
    expect(during).toBe(before + 1);
    expect(timers()).toBe(before);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('starts no timer for a signal that has aborted before', async () => {
    const before = timers();

    await expect(systemClock.sleep(3_600_000, AbortSignal.abort('too late'))).rejects.toBe('too late');

    expect(timers()).toBe(before);
  });

  it('does not fire at once for a delay that a timer of Node cannot hold', async () => {
    const controller = new AbortController();
    let slept = false;
    const sleep = systemClock.sleep(2 ** 40, controller.signal).then(() => {
      slept = true;
    });

    await systemClock.sleep(10);
    const early = slept;
    controller.abort('enough');

    await expect(sleep).rejects.toBe('enough');
    expect(early).toBe(false);
  });

  it('keeps going when a test framework replaces the global timers', async () => {
    vi.useFakeTimers();

    await expect(systemClock.sleep(1)).resolves.toBeUndefined();
  });
});
