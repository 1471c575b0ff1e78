import { describe, expect, it } from 'vitest';
import { launchTags } from '../../src/tags/launch-tags.js';
import { tagsFromList, tagsToList } from '../../src/tags/tag-list.js';

describe('tagsFromList', () => {
  it('reads no list as no tags', () => {
    expect(tagsFromList(undefined)).toEqual({});
    expect(tagsFromList([])).toEqual({});
  });

  it('reads a missing value as an empty one', () => {
    expect(tagsFromList([{ Key: 'Maintenance' }, { Key: 'Name', Value: 'worker' }])).toEqual({
      Maintenance: '',
      Name: 'worker',
    });
  });

  it('keeps a tag named __proto__ as a tag', () => {
    const tags = tagsFromList([{ Key: '__proto__', Value: 'polluted' }]);

    expect(Object.keys(tags)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('tagsToList', () => {
  it('keeps the order of the keys', () => {
    expect(tagsToList({ b: '1', a: '' })).toEqual([
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '' },
    ]);
  });
});

describe('launchTags', () => {
  it('adds the name and who asked for it', () => {
    const tags = launchTags({ name: 'worker-1', tags: { Team: 'labs' }, createdBy: 'ada' });

    expect(tags).toEqual({ Team: 'labs', Name: 'worker-1', CreatedBy: 'ada' });
  });

  it('is the name alone when there is nothing else', () => {
    expect(launchTags({ name: 'worker-1' })).toEqual({ Name: 'worker-1' });
  });
});
