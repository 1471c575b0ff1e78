import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inParallel } from '../../src/time/in-parallel.js';

describe('inParallel', () => {
  it('keeps the order, and never has more under way than it may', async () => {
    let underWay = 0;
    let most = 0;

    const doubled = await inParallel([3, 1, 2, 5, 4], 2, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < item; turn += 1) await nextTurn();
      underWay -= 1;
      return item * 2;
    });

    expect(doubled).toEqual([6, 2, 4, 10, 8]);
    expect(most).toBe(2);
  });

  it('begins nothing new after a failure, and waits for what is under way', async () => {
    const log: string[] = [];
    const running = inParallel(['slow', 'fails', 'never'], 2, async (item) => {
      log.push(`${item} begins`);
      if (item === 'fails') throw new Error('no');
      await nextTurn();
      await nextTurn();
      log.push(`${item} ends`);
    });

    await expect(running).rejects.toThrow('no');
    expect(log).toEqual(['slow begins', 'fails begins', 'slow ends']);
  });

  it('does nothing for nothing', async () => {
    await expect(inParallel([], 4, () => Promise.reject(new Error('called')))).resolves.toEqual([]);
  });
});
