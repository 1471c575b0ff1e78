import type { DescribeInstancesCommandInput, Filter } from '@aws-sdk/client-ec2';
import type { ListQuery } from '../ec2-port.js';
import { literal, MAX_FILTER_VALUES } from './literal-filter.js';

/** Pages of this size keep the parsing of one below what stalls an event loop noticeably. */
export const PAGE_SIZE = 100;

/**
 * A filter by id: unlike a list of ids it surely counts as filtered for EC2's rates, may be paged, and neither a
 * missing id nor one in an impaired zone fails the others.
 */
export function buildDescribeByFilter(instanceIds: readonly string[]): DescribeInstancesCommandInput {
  return { Filters: [{ Name: 'instance-id', Values: [...instanceIds] }], MaxResults: 1_000 };
}

/** The requests of a listing: one, or several where more ids are asked for than one filter takes. */
export function buildListInstances(query: ListQuery): DescribeInstancesCommandInput[] {
  const filters = criteria(query);
  const { instanceIds } = query;
  if (instanceIds === undefined) return [request(filters)];

  const ids = [...new Set(instanceIds)];
  const room = Math.max(MAX_FILTER_VALUES - countValues(filters), 1);
  return Array.from({ length: Math.ceil(ids.length / room) }, (_, index) =>
    request([{ Name: 'instance-id', Values: ids.slice(index * room, (index + 1) * room) }, ...filters]),
  );
}

function request(filters: Filter[]): DescribeInstancesCommandInput {
  return { MaxResults: PAGE_SIZE, ...(filters.length === 0 ? {} : { Filters: filters }) };
}

function criteria(query: ListQuery): Filter[] {
  const named: [string, readonly string[] | undefined][] = [
    ['instance-type', query.instanceTypes],
    ['instance-state-name', query.states],
    ['image-id', query.imageIds],
    ['client-token', query.clientTokens],
  ];
  for (const [key, value] of Object.entries(query.tags ?? {})) {
    if (value !== true) named.push([`tag:${key}`, typeof value === 'string' ? [value] : value]);
  }
  return [
    ...named.flatMap(([Name, values]) =>
      values === undefined ? [] : [{ Name, Values: [...new Set(values)].map(literal) }],
    ),
    ...Object.entries(query.tags ?? {}).flatMap(([key, value]) =>
      value === true ? [{ Name: `tag:${key}`, Values: ['*'] }] : [],
    ),
  ];
}

function countValues(filters: readonly Filter[]): number {
  return filters.reduce((count, { Values }) => count + (Values?.length ?? 0), 0);
}
