import { describe, expect, it } from 'vitest';
import { SharedWork } from '../../src/time/shared-work.js';
import { listenersOf } from '../client/worker-simulation.js';

/** Work that ends when it is told to, or aborted. */
function workOn(): { work: SharedWork<string>; finish: (value: string) => void; signal: AbortSignal } {
  let finish: (value: string) => void = () => undefined;
  let begun: AbortSignal | undefined;
  const work = new SharedWork<string>((signal) => {
    begun = signal;
    return new Promise((resolve, reject) => {
      finish = resolve;
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
  });
  if (begun === undefined) throw new Error('The work has not begun.');
  return { work, finish, signal: begun };
}

describe('work that several wait for', () => {
  it('is done once for all of them', async () => {
    const { work, finish } = workOn();
    const waits = [work.wait(undefined), work.wait(new AbortController().signal)];

    finish('done');

    await expect(Promise.all(waits)).resolves.toEqual(['done', 'done']);
    await expect(work.wait(undefined)).resolves.toBe('done');
    expect(work.isAbandoned).toBe(false);
  });

  it('goes on for the others when one leaves', async () => {
    const { work, finish, signal } = workOn();
    const leaving = new AbortController();
    const [gone, staying] = [work.wait(leaving.signal), work.wait(undefined)];

    leaving.abort('enough');
    await expect(gone).rejects.toBe('enough');
    expect(signal.aborted).toBe(false);
    finish('done');

    await expect(staying).resolves.toBe('done');
    expect(listenersOf(leaving.signal)).toBe(0);
  });

  it('ends when the last one leaves', async () => {
    const { work, signal } = workOn();
    const leaving = new AbortController();
    const waits = [work.wait(leaving.signal), work.wait(leaving.signal)];

    leaving.abort('enough');

    expect(await Promise.allSettled(waits)).toMatchObject([{ reason: 'enough' }, { reason: 'enough' }]);
    expect(signal.aborted).toBe(true);
    expect(work.isAbandoned).toBe(true);
  });

  it('fails for each of them', async () => {
    const work = new SharedWork(() => Promise.reject(new Error('broken')));

    expect(await Promise.allSettled([work.wait(undefined), work.wait(undefined)])).toMatchObject([
      { reason: { message: 'broken' } },
      { reason: { message: 'broken' } },
    ]);
    expect(work.isAbandoned).toBe(false);
  });
});
