import type { DescribeImagesCommandInput, Filter } from '@aws-sdk/client-ec2';
import type { FullImageQuery } from '../image-port.js';

/** The most that EC2 gives on a page. Unpaged, a pattern that matches much runs into EC2's time limit. */
const PAGE_SIZE = 1_000;

/** The request that finds images. The name is a pattern, all else is taken as it is. */
export function buildFindImages(query: FullImageQuery): DescribeImagesCommandInput {
  const { name, owners, architecture, states, includeDeprecated } = query;
  const filters: Filter[] = [{ Name: 'state', Values: [...states] }];
  if (name !== undefined) filters.push({ Name: 'name', Values: [name] });
  if (architecture !== undefined) filters.push({ Name: 'architecture', Values: [architecture] });
  return {
    Owners: [...owners],
    Filters: filters,
    MaxResults: PAGE_SIZE,
    ...(includeDeprecated === true ? { IncludeDeprecated: true } : {}),
  };
}

/** A filter by id: unlike a list of ids it does not fail for one that does not exist. */
export function buildReadImages(imageIds: readonly string[]): DescribeImagesCommandInput {
  return { Filters: [{ Name: 'image-id', Values: [...imageIds] }], IncludeDeprecated: true };
}
