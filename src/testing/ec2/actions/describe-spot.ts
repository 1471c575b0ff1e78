import type {
  DescribeSpotInstanceRequestsRequest,
  DescribeSpotInstanceRequestsResult,
  DescribeSpotPriceHistoryRequest,
  DescribeSpotPriceHistoryResult,
  SpotInstanceRequest,
  SpotPrice,
} from '@aws-sdk/client-ec2';
import { DescribeSpotInstanceRequests$, DescribeSpotPriceHistory$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { ActionContext, Ec2Action } from '../action.js';
import { applyFilters, type FilterFields, tagField } from '../filters.js';
import { checkInstanceType } from '../launch-rules.js';
import { paginate, refuseIdsWithPageSize } from '../pagination.js';
import { describeSpotRequest } from '../spot-request.js';

export const describeSpotPriceHistory: Ec2Action = { schema: DescribeSpotPriceHistory$, perform: prices };
export const describeSpotInstanceRequests: Ec2Action = {
  schema: DescribeSpotInstanceRequests$,
  perform: requests,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotPriceHistory.html */
function prices(
  request: DescribeSpotPriceHistoryRequest,
  { region, now }: ActionContext,
): DescribeSpotPriceHistoryResult {
  const { InstanceTypes = [], ProductDescriptions = [], AvailabilityZone, StartTime, EndTime } = request;
  for (const type of InstanceTypes) checkInstanceType(type);
  const startsAt = StartTime?.getTime() ?? Number.NEGATIVE_INFINITY;
  const rows = region.spotPrices
    .between(startsAt, EndTime?.getTime() ?? now)
    .filter(({ instanceType }) => isAmong(instanceType, InstanceTypes))
    .filter(({ productDescription }) => isAmong(productDescription, ProductDescriptions))
    .filter(({ availabilityZone }) => (AvailabilityZone ?? availabilityZone) === availabilityZone)
    .map((entry): SpotPrice => {
      return {
        InstanceType: entry.instanceType as NonNullable<SpotPrice['InstanceType']>,
        AvailabilityZone: entry.availabilityZone,
        ProductDescription: entry.productDescription as NonNullable<SpotPrice['ProductDescription']>,
        SpotPrice: entry.usdPerHour.toFixed(6),
        Timestamp: new Date(entry.at),
      };
    });
  const matching = applyFilters(rows, request.Filters, priceFields);
  const { items, nextToken } = paginate(matching, request, idOf);
  return { SpotPriceHistory: [...items], NextToken: nextToken ?? '' };
}

function isAmong(value: string | undefined, wanted: readonly string[]): boolean {
  return wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

function idOf({ InstanceType, AvailabilityZone, ProductDescription, Timestamp }: SpotPrice): string {
  return [InstanceType, AvailabilityZone, ProductDescription, Timestamp?.getTime()].join(' ');
}

const priceFields: FilterFields<SpotPrice> = (name) => {
  if (name === 'availability-zone') return (price) => [price.AvailabilityZone];
  if (name === 'instance-type') return (price) => [price.InstanceType];
  if (name === 'product-description') return (price) => [price.ProductDescription];
  return name === 'spot-price' ? (price) => [price.SpotPrice] : undefined;
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotInstanceRequests.html */
function requests(
  request: DescribeSpotInstanceRequestsRequest,
  { region, now }: ActionContext,
): DescribeSpotInstanceRequestsResult {
  const ids = request.SpotInstanceRequestIds ?? [];
  refuseIdsWithPageSize(ids, request);
  const all = region
    .instances()
    .filter(({ birth }) => birth.spotRequestId !== undefined)
    .map((instance) => describeSpotRequest(instance, region, now));
  const unknown = ids.find((id) => !all.some((one) => one.SpotInstanceRequestId === id));
  if (unknown !== undefined) {
    const text = `The spot instance request ID '${unknown}' does not exist`;
    throw new ServiceError('InvalidSpotInstanceRequestID.NotFound', text);
  }
  const chosen = all.filter(({ SpotInstanceRequestId = '' }) => isAmong(SpotInstanceRequestId, ids));
  const matching = applyFilters(chosen, request.Filters, requestFields);
  const { items, nextToken } = paginate(matching, request, (one) => one.SpotInstanceRequestId ?? '');
  return { SpotInstanceRequests: [...items], NextToken: nextToken };
}

const FIELDS: Readonly<Record<string, (request: SpotInstanceRequest) => readonly (string | undefined)[]>> = {
  'instance-id': (request) => [request.InstanceId],
  'launched-availability-zone': (request) => [request.LaunchedAvailabilityZone],
  'spot-instance-request-id': (request) => [request.SpotInstanceRequestId],
  state: (request) => [request.State],
  'status-code': (request) => [request.Status?.Code],
  type: (request) => [request.Type],
};

const requestFields: FilterFields<SpotInstanceRequest> = (name) =>
  Object.hasOwn(FIELDS, name)
    ? FIELDS[name]
    : tagField(name, (request: SpotInstanceRequest) => request.Tags ?? []);
