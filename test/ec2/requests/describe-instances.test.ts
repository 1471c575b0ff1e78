import { describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../src/ec2/ec2-port.js';
import { buildDescribeByFilter, buildListInstances } from '../../../src/ec2/requests/describe-instances.js';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `i-${index}`);

/** The filters of a listing that one request is enough for, by name. */
function filtersOf(query: ListQuery): Record<string, string[] | undefined> {
  const requests = buildListInstances(query);
  expect(requests).toHaveLength(1);
  const filters = requests[0]?.Filters ?? [];
  return Object.fromEntries(filters.map(({ Name = '', Values }) => [Name, Values]));
}

describe('buildDescribeByFilter', () => {
  it('asks by filter, in pages', () => {
    expect(buildDescribeByFilter(['i-1', 'i-2'])).toEqual({
      Filters: [{ Name: 'instance-id', Values: ['i-1', 'i-2'] }],
      MaxResults: 1_000,
    });
  });
});

describe('buildListInstances', () => {
  it('asks for pages without a filter when there are no criteria', () => {
    expect(buildListInstances({})).toEqual([{ MaxResults: 100 }]);
  });

  it('names every criterion as EC2 does', () => {
    const filters = filtersOf({
      instanceIds: ['i-1'],
      instanceTypes: ['c5.2xlarge'],
      states: ['running', 'stopped'],
      imageIds: ['ami-1'],
      clientTokens: ['token-1'],
      tags: { Team: 'labs', Stage: ['test', 'live'], AssignedLab: true },
    });

    expect(filters).toEqual({
      'instance-id': ['i-1'],
      'instance-type': ['c5.2xlarge'],
      'instance-state-name': ['running', 'stopped'],
      'image-id': ['ami-1'],
      'client-token': ['token-1'],
      'tag:Team': ['labs'],
      'tag:Stage': ['test', 'live'],
      'tag:AssignedLab': ['*'],
    });
  });

  it('escapes wildcards and their escape, so that values match only themselves', () => {
    const filters = filtersOf({ instanceTypes: ['c5.*'], tags: { Name: ['a*b', 'a?b', 'a\\b', ''] } });

    expect(filters).toEqual({ 'instance-type': ['c5.\\*'], 'tag:Name': ['a\\*b', 'a\\?b', 'a\\\\b', ''] });
  });

  it('merges values that are the same', () => {
    expect(filtersOf({ instanceIds: ['i-1', 'i-1'], states: ['running', 'running'] })).toEqual({
      'instance-id': ['i-1'],
      'instance-state-name': ['running'],
    });
  });

  it('asks for more ids than one filter takes in several requests, each within the limit of values', () => {
    const states = ['pending', 'running', 'stopped'];
    const requests = buildListInstances({ instanceIds: ids(450), states, tags: { Team: 'labs', Lab: true } });

    const counts = requests.map(({ Filters = [] }) =>
      Filters.reduce((count, { Values = [] }) => count + Values.length, 0),
    );
    const asked = requests.flatMap(({ Filters = [] }) =>
      Filters.filter(({ Name }) => Name === 'instance-id').flatMap(({ Values = [] }) => Values),
    );
    expect(counts).toEqual([200, 200, 65]);
    expect(asked).toEqual(ids(450));
    for (const { Filters } of requests) {
      expect(Filters).toContainEqual({ Name: 'instance-state-name', Values: states });
      expect(Filters).toContainEqual({ Name: 'tag:Lab', Values: ['*'] });
    }
  });

  it.each([
    [200, 1],
    [201, 2],
    [400, 2],
  ])('takes %d ids in %d requests when nothing else is asked', (count, requests) => {
    expect(buildListInstances({ instanceIds: ids(count) })).toHaveLength(requests);
  });
});
