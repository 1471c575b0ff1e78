import { InvalidParameterError, TAG_LIMITS, type Tags } from 'ec2-worker-client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagsFromList, tagsToList } from '../../src/tags/tag-list.js';
import { checkTags } from '../../src/tags/tag-rules.js';

const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ maxLength, unit: 'binary' }),
    fc.constantFrom('aws:x', 'Aws:y', '__proto__', 'constructor', '😀'.repeat(130), 'k'.repeat(129), ''),
  );

const anyTags: fc.Arbitrary<Tags> = fc
  .array(fc.tuple(text(140), text(260)), { maxLength: 60 })
  .map((entries) => Object.fromEntries(entries));

function lengthOf(characters: string): number {
  return Array.from(characters).length;
}

function isAccepted(tags: Tags): boolean {
  try {
    checkTags(tags, 'addTags');
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidParameterError);
    return false;
  }
}

function isWithinLimits(tags: Tags): boolean {
  const entries = Object.entries(tags);
  return (
    entries.length >= 1 &&
    entries.length <= TAG_LIMITS.tagsPerInstance &&
    entries.every(
      ([key, value]) =>
        lengthOf(key) >= 1 &&
        lengthOf(key) <= TAG_LIMITS.keyLength &&
        lengthOf(value) <= TAG_LIMITS.valueLength &&
        !/^aws:/i.test(key),
    )
  );
}

describe('tags', () => {
  it('are accepted exactly when they satisfy every limit', () => {
    fc.assert(
      fc.property(anyTags, (tags) => {
        expect(isAccepted(tags)).toBe(isWithinLimits(tags));
      }),
    );
  });

  it('come back from the list of EC2 as they went in, whatever their keys', () => {
    fc.assert(
      fc.property(anyTags, (tags) => {
        const back = tagsFromList(tagsToList(tags));

        expect(Object.entries(back)).toEqual(Object.entries(tags));
        expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
      }),
    );
  });
});
