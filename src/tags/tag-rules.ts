import { describeType, isRecord } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { Tags } from '../model/tags.js';

/**
 * EC2's limits on tags. Lengths count Unicode characters, not bytes or UTF-16 units.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
 */
export const TAG_LIMITS = {
  /** Tags of AWS's own do not count. */
  tagsPerInstance: 50,
  /** In characters. */
  keyLength: 128,
  /** In characters; a value may be empty. */
  valueLength: 256,
  /** In whatever case: only AWS may use it. */
  reservedPrefix: 'aws:',
} as const;

/**
 * Refuses tags that EC2 would refuse, and no tags at all.
 *
 * @throws InvalidParameterError naming the first tag that breaks a rule.
 */
export function checkTags(tags: Tags, operation: string, parameter = 'tags'): void {
  const given: unknown = tags;
  // A Map or a Set has no keys of its own to show.
  if (!isRecord(given) || Symbol.iterator in given) {
    const expected = 'an object of tag keys and values';
    throw new InvalidParameterError({ operation, parameter, expected, received: describeType(given) });
  }
  const entries = Object.entries(given);
  if (entries.length === 0) {
    throw new InvalidParameterError({ operation, parameter, expected: 'at least one tag', received: 'none' });
  }
  if (entries.length > TAG_LIMITS.tagsPerInstance) {
    throw new InvalidParameterError({
      operation,
      parameter,
      expected: `at most ${TAG_LIMITS.tagsPerInstance} tags`,
      received: `${entries.length}`,
    });
  }
  for (const [key, value] of entries) {
    checkTagKey(key, operation, parameter);
    checkTagValue(key, value, operation, parameter);
  }
}

/**
 * Refuses tag keys that EC2 would refuse, and an empty list: EC2 reads that as "every tag".
 *
 * @throws InvalidParameterError naming the first key that breaks a rule.
 */
export function checkTagKeys(tagKeys: readonly string[], operation: string): void {
  const parameter = 'tagKeys';
  if (!Array.isArray(tagKeys) || tagKeys.length === 0) {
    throw new InvalidParameterError({
      operation,
      parameter,
      expected: 'a list of at least one tag key (an empty list would mean every tag)',
      received: Array.isArray(tagKeys) ? 'an empty list' : describeType(tagKeys),
    });
  }
  for (const key of tagKeys) checkTagKey(key, operation, parameter);
}

function checkTagKey(key: unknown, operation: string, parameter: string): void {
  const expected = expectationOfKey(key);
  if (expected === undefined) return;
  throw new InvalidParameterError({
    operation,
    parameter,
    expected,
    received: typeof key === 'string' ? quote(key) : describeType(key),
  });
}

function expectationOfKey(key: unknown): string | undefined {
  if (typeof key !== 'string' || key === '') return 'tag keys that are text, not empty';
  if (lengthOf(key) > TAG_LIMITS.keyLength) {
    return `tag keys of at most ${TAG_LIMITS.keyLength} characters`;
  }
  if (key.toLowerCase().startsWith(TAG_LIMITS.reservedPrefix)) {
    return `tag keys that do not begin with "${TAG_LIMITS.reservedPrefix}", which AWS keeps to itself`;
  }
  return undefined;
}

function checkTagValue(key: string, value: unknown, operation: string, parameter: string): void {
  if (typeof value !== 'string') {
    throw new InvalidParameterError({
      operation,
      parameter: `${parameter}.${key}`,
      expected: 'text',
      received: describeType(value),
    });
  }
  if (lengthOf(value) > TAG_LIMITS.valueLength) {
    throw new InvalidParameterError({
      operation,
      parameter: `${parameter}.${key}`,
      expected: `at most ${TAG_LIMITS.valueLength} characters`,
      received: `${lengthOf(value)}`,
    });
  }
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function quote(key: string): string {
  return lengthOf(key) > 40
    ? `"${Array.from(key).slice(0, 40).join('')}…" (${lengthOf(key)} characters)`
    : `"${key}"`;
}
