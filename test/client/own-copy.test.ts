import { describe, expect, it } from 'vitest';
import { ownCopy } from '../../src/client/own-copy.js';

describe('a copy of one’s own', () => {
  it('does not change with what it was made of', () => {
    const given = { name: 'a', tags: { Stage: 'test' }, ids: ['i-1', 'i-2'], volumes: [{ sizeGiB: 8 }] };
    const own = ownCopy(given);

    given.tags.Stage = 'changed';
    given.ids.push('i-3');
    (given.volumes[0] as { sizeGiB: number }).sizeGiB = 9;

    expect(own).toEqual({
      name: 'a',
      tags: { Stage: 'test' },
      ids: ['i-1', 'i-2'],
      volumes: [{ sizeGiB: 8 }],
    });
  });

  it('shares what is more than data', () => {
    class Reference {
      readonly instanceId = 'i-1';
    }
    const parts = {
      abortSignal: new AbortController().signal,
      startTime: new Date(),
      userData: new Uint8Array(2),
      onProgress: (): void => undefined,
      worker: new Reference(),
    };

    const own = ownCopy(parts);

    for (const name of Object.keys(parts) as (keyof typeof parts)[]) expect(own[name]).toBe(parts[name]);
  });

  it.each([undefined, null, 'text', 7])('is the same of %s', (value) => {
    expect(ownCopy(value)).toBe(value);
  });

  it('keeps a key that only looks like a prototype', () => {
    const own = ownCopy(JSON.parse('{"__proto__": "x"}') as object);

    expect(Object.keys(own)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(own)).toBe(Object.prototype);
  });

  it('is what was given where that goes in circles or cannot be read', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const unreadable = {
      get tags(): never {
        throw new Error('no');
      },
    };

    expect(ownCopy(circle)).toBe(circle);
    expect(ownCopy(unreadable)).toBe(unreadable);
  });
});
