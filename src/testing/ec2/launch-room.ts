import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import type { LaunchDraft } from './launch-specification.js';
import { marketOf } from './launch-supply.js';
import type { Location } from './network-layout.js';
import type { SimulatedInstance } from './simulated-instance.js';
import type { SubnetRecord } from './simulated-network.js';

/** Where a launch goes, and how many instances it gets there. */
export interface Room {
  readonly location: Location;
  readonly count: number;
}

/** A limit, and the error of a launch that needs more than it leaves. */
interface Limit {
  readonly left: number;
  readonly error: () => ServiceError;
}

/**
 * Finds a place with room for a launch: for as many of its instances as the tightest limit leaves, from
 * `MinCount` to `MaxCount`.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
 * @throws ServiceError of the first limit that leaves less than `MinCount`; those of the account come before those of
 * the place.
 */
export function findRoom(draft: LaunchDraft, region: Ec2Region): Room {
  const { MinCount: least = 1, MaxCount: most = 1 } = draft.request;
  const offering = draft.locations.filter(({ availabilityZone }) =>
    region.supply.isOffered({ instanceType: draft.instanceType, availabilityZone }),
  );
  if (offering.length === 0) throw notOffered(draft, region);

  const inUse = region.instancesInUse();
  const ofAccount = accountLimits(draft, region, inUse);
  const rooms = offering.map((location) => {
    const limits = [...ofAccount, ...placeLimits(draft, region, location, inUse)];
    return { location, count: Math.min(most, ...limits.map(({ left }) => left)), limits };
  });
  const [best] = rooms.toSorted((one, other) => other.count - one.count);
  if (best === undefined) throw notOffered(draft, region);
  const { location, count, limits } = best;
  const exceeded = limits.find(({ left }) => left < least);
  if (exceeded !== undefined) throw exceeded.error();
  return { location, count };
}

/** @throws ServiceError where there is no room to start stopped instances again, each in its own place. */
export function requireRoomToStart(instances: readonly SimulatedInstance[], region: Ec2Region): void {
  const inUse = [...region.instancesInUse()];
  for (const instance of instances) {
    const { specification } = instance.birth;
    const draft = { ...specification, instanceType: instance.instanceType };
    const limits = [quotaLimit(draft, region, inUse), capacityLimit(draft, region, instance, inUse)];
    const exceeded = limits.find(({ left }) => left < 1);
    if (exceeded !== undefined) throw exceeded.error();
    inUse.push(instance);
  }
}

function accountLimits(draft: LaunchDraft, region: Ec2Region, inUse: readonly SimulatedInstance[]): Limit[] {
  return [
    {
      left: region.room(),
      error: () =>
        new ServiceError(
          'InstanceLimitExceeded',
          `You have requested more instances (${draft.request.MinCount ?? 1}) than your current instance limit allows.`,
        ),
    },
    quotaLimit(draft, region, inUse),
  ];
}

function placeLimits(
  draft: LaunchDraft,
  region: Ec2Region,
  subnet: SubnetRecord,
  inUse: readonly SimulatedInstance[],
): Limit[] {
  return [
    {
      left: region.addressesLeft(subnet),
      error: () =>
        new ServiceError(
          'InsufficientFreeAddressesInSubnet',
          `There are not enough free addresses in subnet '${subnet.subnetId}' to satisfy the requested number of instances.`,
        ),
    },
    capacityLimit(draft, region, subnet, inUse),
  ];
}

function quotaLimit(draft: LaunchDraft, region: Ec2Region, inUse: readonly SimulatedInstance[]): Limit {
  const { instanceType } = draft;
  const market = marketOf(draft);
  return {
    left: region.supply.quotaLeft(instanceType, market, inUse),
    error: () => {
      if (market === 'spot') return new ServiceError('MaxSpotInstanceCountExceeded');
      const text =
        `You have requested more vCPU capacity than your current vCPU limit of ${region.supply.quota(instanceType, market)}` +
        ' allows for the instance bucket that the specified instance type belongs to. Please visit' +
        ' http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.';
      return new ServiceError('VcpuLimitExceeded', text);
    },
  };
}

function capacityLimit(
  draft: LaunchDraft,
  region: Ec2Region,
  { availabilityZone }: { readonly availabilityZone: string },
  inUse: readonly SimulatedInstance[],
): Limit {
  const pool = { instanceType: draft.instanceType, availabilityZone, market: marketOf(draft) };
  return {
    left: region.supply.capacityLeft(pool, inUse),
    error: () =>
      new ServiceError('InsufficientInstanceCapacity', noCapacity(draft, region, availabilityZone, inUse)),
  };
}

function noCapacity(
  draft: LaunchDraft,
  region: Ec2Region,
  zone: string,
  inUse: readonly SimulatedInstance[],
): string {
  const { instanceType, request, chosenZone } = draft;
  const market = marketOf(draft);
  if (market === 'spot') return 'There is no Spot capacity available that matches your request.';
  const sorry = `We currently do not have sufficient ${instanceType} capacity in`;
  const promise = 'Our system will be working on provisioning additional capacity.';
  if (chosenZone === undefined) return `${sorry} zones with support for 'gp3' volumes. ${promise}`;
  const others = region.supply.zonesOffering(instanceType).filter((availabilityZone) => {
    const left = region.supply.capacityLeft({ instanceType, availabilityZone, market }, inUse);
    return availabilityZone !== zone && left >= (request.MinCount ?? 1);
  });
  const hint =
    others.length === 0
      ? ''
      : ` You can currently get ${instanceType} capacity by not specifying an Availability Zone in your` +
        ` request or choosing ${others.join(', ')}.`;
  return `${sorry} the Availability Zone you requested (${zone}). ${promise}${hint}`;
}

function notOffered({ instanceType, chosenZone }: LaunchDraft, region: Ec2Region): ServiceError {
  const others = region.supply.zonesOffering(instanceType);
  if (chosenZone === undefined || others.length === 0) {
    return new ServiceError(
      'Unsupported',
      'The requested configuration is currently not supported. Please check the documentation for supported configurations.',
    );
  }
  return new ServiceError(
    'Unsupported',
    `Your requested instance type (${instanceType}) is not supported in your requested Availability Zone (${chosenZone}).` +
      ` Please retry your request by not specifying an Availability Zone or choosing ${others.join(', ')}.`,
  );
}
