import type {
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  InstanceTypeInfo,
  InstanceTypeOffering,
} from '@aws-sdk/client-ec2';
import { DescribeInstanceTypeOfferings$, DescribeInstanceTypes$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import { type ActionContext, type Ec2Action, invalidValue } from '../action.js';
import type { Ec2Region } from '../ec2-region.js';
import { applyFilters, type FilterFields, type FilterValues } from '../filters.js';
import { INSTANCE_TYPES } from '../instance-type-table.js';
import { paginate } from '../pagination.js';

export const describeInstanceTypes: Ec2Action = { schema: DescribeInstanceTypes$, perform: describeTypes };
export const describeInstanceTypeOfferings: Ec2Action = {
  schema: DescribeInstanceTypeOfferings$,
  perform: describeOfferings,
};

/** Knows the types of the built-in table only, though instances can be launched of every type. */
function describeTypes(
  request: DescribeInstanceTypesRequest,
  { region }: ActionContext,
): DescribeInstanceTypesResult {
  const names = request.InstanceTypes ?? [];
  const offered = offeredTypes(region);
  const missing = names.filter((name) => !offered.includes(name));
  if (missing.length > 0) {
    throw new ServiceError(
      'InvalidInstanceType',
      `The following supplied instance types do not exist: [${missing.join(', ')}]`,
    );
  }
  const listed = (names.length > 0 ? names : offered).flatMap((name) => INSTANCE_TYPES.get(name) ?? []);
  const matching = applyFilters(listed, request.Filters, typeFields);
  const { items, nextToken } = paginate(matching, request, ({ InstanceType = '' }) => InstanceType);
  return { InstanceTypes: [...items], NextToken: nextToken };
}

function describeOfferings(
  request: DescribeInstanceTypeOfferingsRequest,
  { region }: ActionContext,
): DescribeInstanceTypeOfferingsResult {
  const locationType = request.LocationType ?? 'region';
  if (locationType !== 'region' && locationType !== 'availability-zone') {
    throw invalidValue(locationType, 'locationType');
  }
  const offerings = offeredTypes(region).flatMap((name) =>
    (locationType === 'region' ? [region.name] : region.supply.zonesOffering(name)).map(
      (location): InstanceTypeOffering => ({
        InstanceType: name as NonNullable<InstanceTypeOffering['InstanceType']>,
        LocationType: locationType,
        Location: location,
      }),
    ),
  );
  const matching = applyFilters(offerings, request.Filters, offeringFields);
  const idOf = (offering: InstanceTypeOffering): string => `${offering.InstanceType}/${offering.Location}`;
  const { items, nextToken } = paginate(matching, request, idOf);
  return { InstanceTypeOfferings: [...items], NextToken: nextToken };
}

function offeredTypes({ supply }: Ec2Region): readonly string[] {
  return [...INSTANCE_TYPES.keys()].filter((name) => supply.zonesOffering(name).length > 0);
}

const TYPE_FIELDS: Readonly<Record<string, FilterValues<InstanceTypeInfo>>> = {
  'bare-metal': (info) => [String(info.BareMetal)],
  'burstable-performance-supported': (info) => [String(info.BurstablePerformanceSupported)],
  'current-generation': (info) => [String(info.CurrentGeneration)],
  'free-tier-eligible': (info) => [String(info.FreeTierEligible)],
  hypervisor: (info) => [info.Hypervisor],
  'instance-type': (info) => [info.InstanceType],
  'memory-info.size-in-mib': (info) => [String(info.MemoryInfo?.SizeInMiB)],
  'processor-info.supported-architecture': (info) => info.ProcessorInfo?.SupportedArchitectures ?? [],
  'processor-info.supported-features': (info) => info.ProcessorInfo?.SupportedFeatures ?? [],
  'supported-usage-class': (info) => info.SupportedUsageClasses ?? [],
  'vcpu-info.default-vcpus': (info) => [String(info.VCpuInfo?.DefaultVCpus)],
};

const typeFields: FilterFields<InstanceTypeInfo> = (name) =>
  Object.hasOwn(TYPE_FIELDS, name) ? TYPE_FIELDS[name] : undefined;

const offeringFields: FilterFields<InstanceTypeOffering> = (name) => {
  if (name === 'instance-type') return (offering) => [offering.InstanceType];
  return name === 'location' ? (offering) => [offering.Location] : undefined;
};
