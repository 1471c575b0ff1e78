import type { DescribeRegionsRequest, DescribeRegionsResult, Region } from '@aws-sdk/client-ec2';
import { DescribeRegions$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { Ec2Action } from '../action.js';
import { applyFilters, type FilterFields } from '../filters.js';

export const describeRegions: Ec2Action = { schema: DescribeRegions$, perform: describe };

/** Regions that an account has from its start, and regions that it has to ask for, which this one has not. */
const DEFAULT_REGIONS =
  'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2';
const OPT_IN_REGIONS =
  'af-south-1 ap-east-1 ap-south-2 ap-southeast-3 ap-southeast-4 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1';

const REGIONS: readonly Region[] = [
  ...DEFAULT_REGIONS.split(' ').map((name) => describeRegion(name, 'opt-in-not-required')),
  ...OPT_IN_REGIONS.split(' ').map((name) => describeRegion(name, 'not-opted-in')),
];

function describe(request: DescribeRegionsRequest): DescribeRegionsResult {
  const names = request.RegionNames ?? [];
  const unknown = names.filter((name) => !REGIONS.some((region) => region.RegionName === name));
  if (unknown.length > 0) {
    throw new ServiceError('InvalidParameterValue', `Invalid region name: [${unknown.join(', ')}]`);
  }
  const listed = REGIONS.filter(({ RegionName = '', OptInStatus }) =>
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
