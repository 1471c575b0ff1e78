import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { abortable } from '../../src/time/abortable.js';

const NEVER = new Promise<never>(() => undefined);

describe('abortable', () => {
  it('gives the promise back as it is without a signal', () => {
    const promise = Promise.resolve('value');

    expect(abortable(promise, undefined)).toBe(promise);
  });

  it('settles as the promise does, and listens no longer', async () => {
    const { signal } = new AbortController();
    const failed = new Error('failed');

    await expect(abortable(Promise.resolve('value'), signal)).resolves.toBe('value');
    await expect(abortable(Promise.reject(failed), signal)).rejects.toBe(failed);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('rejects with the reason as soon as the signal aborts', async () => {
    const controller = new AbortController();
    const outcome = abortable(NEVER, controller.signal);

    controller.abort('enough');

    await expect(outcome).rejects.toBe('enough');
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('rejects at once when the signal has aborted before, whatever the promise does', async () => {
    const signal = AbortSignal.abort('too late');

    await expect(abortable(Promise.resolve('value'), signal)).rejects.toBe('too late');
    await expect(abortable(Promise.reject(new Error('unheard')), signal)).rejects.toBe('too late');
  });

  it('gathers no listeners on a signal that outlives many promises', async () => {
    const { signal } = new AbortController();

    for (let call = 0; call < 50; call += 1) await abortable(Promise.resolve(call), signal);

    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
