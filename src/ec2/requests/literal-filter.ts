import type { Filter } from '@aws-sdk/client-ec2';

/**
 * EC2's limit on the values of all filters of a request together; it says so in `FilterLimitExceeded`.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export const MAX_FILTER_VALUES = 200;

/** Escapes EC2's wildcards, so that a value matches only itself. */
export function literal(value: string): string {
  return value.replace(/[\\*?]/g, '\\$&');
}

/** Filters by tags: their value, or `true` for any. */
export function tagFilters(tags: Readonly<Record<string, string | true>>): Filter[] {
  return Object.entries(tags).map(([key, value]) => ({
    Name: `tag:${key}`,
    Values: [value === true ? '*' : literal(value)],
  }));
}

/** Lists that fit into a filter each. */
export function inFilters<Value>(values: readonly Value[]): Value[][] {
  const count = Math.ceil(values.length / MAX_FILTER_VALUES);
  return Array.from({ length: count }, (_, index) =>
    values.slice(index * MAX_FILTER_VALUES, (index + 1) * MAX_FILTER_VALUES),
  );
}
