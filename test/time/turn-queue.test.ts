import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TurnQueue } from '../../src/time/turn-queue.js';

describe('TurnQueue', () => {
  it('does one thing after the other, in the order of asking', async () => {
    const queue = new TurnQueue();
    const log: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`);
      await nextTurn();
      log.push(`${name} ends`);
    };

    await Promise.all([queue.run(undefined, work('one')), queue.run(undefined, work('two'))]);

    expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(queue.length).toBe(0);
  });

  it('goes on after a failure, which only its own caller hears of', async () => {
    const queue = new TurnQueue();
    const failing = queue.run(undefined, () => Promise.reject(new Error('no')));
    const next = queue.run(undefined, () => Promise.resolve('done'));

    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('done');
  });

  it('lets a caller leave who aborts while it waits, and never does its work', async () => {
    const queue = new TurnQueue();
    const controller = new AbortController();
    let release = (): void => undefined;
    const first = queue.run(undefined, () => new Promise<void>((resolve) => (release = resolve)));
    let begun = false;
    const second = queue.run(controller.signal, () => {
      begun = true;
      return Promise.resolve();
    });
    const third = queue.run(undefined, () => Promise.resolve('third'));
    expect(queue.length).toBe(3);

    controller.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    await nextTurn();
    release();

    await first;
    await expect(third).resolves.toBe('third');
    expect(begun).toBe(false);
  });
});
