import type { DescribeRegionsRequest, DescribeRegionsResult, Region } from '@aws-sdk/client-ec2';
import { DescribeRegions$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { ActionContext, Ec2Action } from '../action.js';
import { applyFilters, type FilterFields } from '../filters.js';

export const describeRegions: Ec2Action = { schema: DescribeRegions$, perform: describe };

function describe(
  request: DescribeRegionsRequest,
  { region: { account } }: ActionContext,
): DescribeRegionsResult {
  const regions = account.regions.all().map(([name, status]) => describeRegion(name, status));
  const names = request.RegionNames ?? [];
  const unknown = names.filter((name) => !regions.some((region) => region.RegionName === name));
  if (unknown.length > 0) {
    throw new ServiceError('InvalidParameterValue', `Invalid region name: [${unknown.join(', ')}]`);
  }
  const listed = regions.filter(({ RegionName = '', OptInStatus }) =>
    names.length > 0
      ? names.includes(RegionName)
      : request.AllRegions === true || OptInStatus !== 'not-opted-in',
  );
  return { Regions: [...applyFilters(listed, request.Filters, regionFields)] };
}

function describeRegion(name: string, optInStatus: string): Region {
  return { RegionName: name, Endpoint: `ec2.${name}.amazonaws.com`, OptInStatus: optInStatus };
}

const regionFields: FilterFields<Region> = (name) => {
  if (name === 'region-name') return (region) => [region.RegionName];
  if (name === 'opt-in-status') return (region) => [region.OptInStatus];
  return name === 'endpoint' ? (region) => [region.Endpoint] : undefined;
};
