import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { ServiceError } from '../wire/service-error.js';
import { invalidValue } from './action.js';
import type { Ec2Region } from './ec2-region.js';

const MOST_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/**
 * Checks tags that a caller wants to set.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
 * @throws ServiceError `InvalidParameterValue`
 */
export function checkTags(tags: readonly Tag[]): (readonly [string, string])[] {
  const pairs = tags.map((tag) => [tag.Key ?? '', tag.Value ?? ''] as const);
  const keys = pairs.map(([key]) => key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) {
    throw new ServiceError('InvalidParameterValue', `Duplicate tag key '${repeated}' specified.`);
  }
  for (const [key, value] of pairs) {
    refuseReservedKey(key);
    if (key === '') throw new ServiceError('InvalidParameterValue', 'Tag key cannot be null or empty.');
    if (lengthOf(key) > LONGEST_KEY) {
      throw invalidValue(key, 'key', `Tag keys must be between 1 and ${LONGEST_KEY} characters in length.`);
    }
    if (lengthOf(value) > LONGEST_VALUE) {
      throw invalidValue(value, 'value', `Tag values must be at most ${LONGEST_VALUE} characters in length.`);
    }
  }
  return pairs;
}

/** EC2 counts Unicode characters. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** @throws ServiceError `InvalidParameterValue` for keys that AWS keeps for itself. */
export function refuseReservedKey(key: string): void {
  if (!/^aws:/i.test(key)) return;
  throw new ServiceError(
    'InvalidParameterValue',
    `Tag keys starting with 'aws:' are reserved for internal use: '${key}'`,
  );
}

/** @throws ServiceError `TagLimitExceeded` when a resource would have more than 50 tags of its owner. */
export function mergeTags(
  region: Ec2Region,
  resourceId: string,
  pairs: readonly (readonly [string, string])[],
): ReadonlyMap<string, string> {
  const present = region.tagsOf(resourceId).map((tag) => [tag.Key ?? '', tag.Value ?? ''] as const);
  const merged = new Map([...present, ...pairs]);
  const own = [...merged.keys()].filter((key) => !key.startsWith('aws:'));
  if (own.length > MOST_TAGS) {
    throw new ServiceError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
  }
  return merged;
}

/** The tags that a request asks for on what it makes of one kind. @throws ServiceError as CreateTags does. */
export function requestedTags(
  specifications: readonly TagSpecification[] | undefined,
  kind: string,
  region: Ec2Region,
): ReadonlyMap<string, string> {
  const tags = (specifications ?? [])
    .filter(({ ResourceType }) => ResourceType === kind)
    .flatMap(({ Tags = [] }) => Tags);
  return mergeTags(region, '', checkTags(tags));
}
