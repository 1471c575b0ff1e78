import { describeType, isRecord } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
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
  const check = new InputCheck(operation);
  const given: unknown = tags;
  // A Map or a Set has no keys of its own to show.
  const isObject = isRecord(given) && !(Symbol.iterator in given);
  check.about(isObject, parameter, 'an object of tag keys and values', describeType(given));
  const entries = Object.entries(tags) as [string, unknown][];
  const { tagsPerInstance: most } = TAG_LIMITS;
  check.about(entries.length > 0, parameter, 'at least one tag', 'none');
  check.about(entries.length <= most, parameter, `at most ${most} tags`, `${entries.length}`);
  for (const [key, value] of entries) {
    checkTagKey(key, parameter, check);
    checkTagValue(value, `${parameter}.${key}`, check);
  }
}

/**
 * Refuses tag keys that EC2 would refuse, and an empty list: EC2 reads that as "every tag".
 *
 * @throws InvalidParameterError naming the first key that breaks a rule.
 */
export function checkTagKeys(tagKeys: readonly string[], operation: string): void {
  const check = new InputCheck(operation);
  const parameter = 'tagKeys';
  const isList = Array.isArray(tagKeys) && tagKeys.length > 0;
  const expected = 'a list of at least one tag key (an empty list would mean every tag)';
  check.about(isList, parameter, expected, describeType(tagKeys));
  for (const key of tagKeys) checkTagKey(key, parameter, check);
}

function checkTagKey(key: unknown, parameter: string, check: InputCheck): void {
  const expected = expectationOfKey(key);
  if (expected === undefined) return;
  check.about(false, parameter, expected, typeof key === 'string' ? quote(key) : describeType(key));
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

/** The value stays out of every message: it may be a secret. */
function checkTagValue(value: unknown, parameter: string, check: InputCheck): void {
  const { valueLength: most } = TAG_LIMITS;
  check.about(typeof value === 'string', parameter, 'text', describeType(value));
  const length = lengthOf(value as string);
  check.about(length <= most, parameter, `at most ${most} characters`, `${length}`);
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function quote(key: string): string {
  return lengthOf(key) > 40
    ? `"${Array.from(key).slice(0, 40).join('')}…" (${lengthOf(key)} characters)`
    : `"${key}"`;
}
