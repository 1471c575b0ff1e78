import type { Filter } from '@aws-sdk/client-ec2';
import { ServiceError } from '../wire/service-error.js';
import { missingParameter } from './action.js';

/** What a filter compares: the values that a resource has under the filter's name. */
export type FilterValues<Resource> = (resource: Resource) => readonly (string | undefined)[];

/** Finds the values to compare by a filter's name; `undefined` for a name that the action does not know. */
export type FilterFields<Resource> = (name: string) => FilterValues<Resource> | undefined;

const MOST_VALUES = 200;

/**
 * Keeps the resources that every filter matches: one of a filter's values has to be one of the resource's.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 * @throws ServiceError `InvalidParameterValue` for an unknown name, `FilterLimitExceeded` above 200 values.
 */
export function applyFilters<Resource>(
  resources: readonly Resource[],
  filters: readonly Filter[] | undefined,
  fields: FilterFields<Resource>,
): readonly Resource[] {
  const tests = (filters ?? []).map((filter) => compile(filter, fields));
  return resources.filter((resource) => tests.every((test) => test(resource)));
}

function compile<Resource>(filter: Filter, fields: FilterFields<Resource>): (resource: Resource) => boolean {
  const name = filter.Name ?? '';
  const values = filter.Values ?? [];
  if (values.length === 0) throw missingParameter('Filter.Value');
  if (values.length > MOST_VALUES) {
    throw new ServiceError(
      'FilterLimitExceeded',
      `The maximum number of filter values specified on a single call is ${MOST_VALUES}`,
    );
  }
  const field = fields(name);
  if (field === undefined) throw new ServiceError('InvalidParameterValue', `The filter '${name}' is invalid`);
  const literal = new Set(values.filter((value) => !/[*?\\]/.test(value)));
  const patterns = values.filter((value) => /[*?\\]/.test(value)).map(wildcardPattern);
  return (resource) =>
    field(resource).some(
      (value) =>
        value !== undefined && (literal.has(value) || patterns.some((pattern) => pattern.test(value))),
    );
}

/** `*` stands for any text, `?` for one character, and a backslash takes the next character as it is. */
function wildcardPattern(value: string): RegExp {
  const source = value.replace(/\\(.)|([*?])|[\s\S]/g, (match, escaped?: string, wildcard?: string) => {
    if (wildcard !== undefined) return wildcard === '*' ? '[\\s\\S]*' : '[\\s\\S]';
    return (escaped ?? match).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'u');
}

/** The values of `tag:<key>` and `tag-key` and `tag-value`, which every tagged resource has. */
export function tagField<Resource>(
  name: string,
  tagsOf: (resource: Resource) => readonly { Key?: string | undefined; Value?: string | undefined }[],
): FilterValues<Resource> | undefined {
  if (name === 'tag-key') return (resource) => tagsOf(resource).map((tag) => tag.Key);
  if (name === 'tag-value') return (resource) => tagsOf(resource).map((tag) => tag.Value);
  if (!name.startsWith('tag:')) return undefined;
  const key = name.slice('tag:'.length);
  return (resource) => tagsOf(resource).flatMap((tag) => (tag.Key === key ? [tag.Value] : []));
}
