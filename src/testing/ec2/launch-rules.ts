import type { InstanceNetworkInterfaceSpecification, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { _InstanceType } from '@aws-sdk/client-ec2';
import { ServiceError } from '../wire/service-error.js';
import { invalidValue, missingParameter } from './action.js';
import type { Ec2Region } from './ec2-region.js';
import { requireTemplate } from './find-template.js';
import { resolveImage } from './image-reference.js';
import { checkDevices } from './launch-devices.js';
import { checkGroup, checkKeyPair, checkSubnet, requireSameVpc } from './launch-resources.js';
import type { LaunchDraft } from './launch-specification.js';
import { withLaunchTemplate } from './launch-template-data.js';
import { defaultGroupId } from './network-layout.js';

const LONGEST_CLIENT_TOKEN = 64;
const LARGEST_USER_DATA_BYTES = 16_384;
const INSTANCE_TYPES: ReadonlySet<string> = new Set(Object.values(_InstanceType));

/**
 * Checks a launch before anything is made.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
 * @throws ServiceError with the code of the first rule that it breaks.
 */
export function checkLaunch(given: RunInstancesRequest, region: Ec2Region): LaunchDraft {
  checkCounts(given);
  checkClientToken(given.ClientToken);
  if (given.LaunchTemplate !== undefined) requireTemplate(given.LaunchTemplate, region);
  const request = withLaunchTemplate(given, region);
  if (request.ImageId === undefined) throw missingParameter('ImageId');
  const imageId = resolveImage(request.ImageId, region);
  const instanceType = checkInstanceType(request.InstanceType);
  checkKeyPair(request.KeyName);
  checkProfile(request.IamInstanceProfile?.Name);
  checkUserData(request.UserData);
  checkDevices(request.BlockDeviceMappings ?? [], imageId, region);
  const network = readNetwork(request);
  if (network.subnetId !== undefined) checkSubnet(network.subnetId, region);
  for (const groupId of network.groupIds) checkGroup(groupId, region);
  const zone = checkZone(request.Placement?.AvailabilityZone, region.name);
  const locations = region.network.locations(network.subnetId, zone);
  const isChosen = network.subnetId !== undefined || zone !== undefined;
  for (const groupId of network.groupIds) requireSameVpc(groupId, locations, region);
  return {
    request,
    imageId,
    instanceType,
    locations,
    chosenZone: isChosen ? locations[0]?.availabilityZone : undefined,
    groupIds: network.groupIds.length > 0 ? network.groupIds : [defaultGroupId(region.name)],
    assignPublicIp: network.assignPublicIp ?? true,
    spot: request.InstanceMarketOptions?.MarketType === 'spot',
  };
}

function checkCounts({ MinCount, MaxCount }: RunInstancesRequest): void {
  if (MinCount === undefined) throw missingParameter('MinCount');
  if (MaxCount === undefined) throw missingParameter('MaxCount');
  if (MinCount < 1) throw invalidValue(MinCount, 'minCount', 'Minimum is 1.');
  if (MaxCount < MinCount) {
    throw invalidValue(MaxCount, 'maxCount', `It must not be smaller than minCount (${MinCount}).`);
  }
}

function checkClientToken(token: string | undefined): void {
  if (token === undefined || token.length <= LONGEST_CLIENT_TOKEN) return;
  throw invalidValue(token, 'clientToken', `It must be at most ${LONGEST_CLIENT_TOKEN} characters long.`);
}

/** @throws ServiceError `InvalidParameterValue` for a type that the SDK does not list. */
export function checkInstanceType(instanceType = 'm1.small'): string {
  if (INSTANCE_TYPES.has(instanceType)) return instanceType;
  throw new ServiceError('InvalidParameterValue', `Invalid value '${instanceType}' for InstanceType.`);
}

function checkProfile(name: string | undefined): void {
  if (name !== 'missing') return;
  throw invalidValue(name, 'iamInstanceProfile.name', 'Invalid IAM Instance Profile name');
}

function checkUserData(userData: string | undefined): void {
  if (userData === undefined) return;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) {
    throw new ServiceError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  }
  if (Buffer.from(userData, 'base64').length > LARGEST_USER_DATA_BYTES) {
    throw new ServiceError(
      'InvalidParameterValue',
      `User data is limited to ${LARGEST_USER_DATA_BYTES} bytes`,
    );
  }
}

function checkZone(zone: string | undefined, region: string): string | undefined {
  if (zone === undefined) return undefined;
  if (zone.startsWith(region) && /^[a-f]$/.test(zone.slice(region.length))) return zone;
  throw new ServiceError('InvalidParameterValue', `Invalid availability zone: [${zone}]`);
}

interface LaunchNetwork {
  readonly subnetId: string | undefined;
  readonly groupIds: readonly string[];
  readonly assignPublicIp: boolean | undefined;
}

/** The network is given either on the request or on its first network interface, never on both. */
function readNetwork(request: RunInstancesRequest): LaunchNetwork {
  const first = request.NetworkInterfaces?.find(
    (networkInterface) => (networkInterface.DeviceIndex ?? 0) === 0,
  );
  if (first === undefined) {
    return {
      subnetId: request.SubnetId,
      groupIds: request.SecurityGroupIds ?? [],
      assignPublicIp: undefined,
    };
  }
  refuseBoth(request, first);
  return {
    subnetId: first.SubnetId,
    groupIds: first.Groups ?? [],
    assignPublicIp: first.AssociatePublicIpAddress,
  };
}

function refuseBoth(request: RunInstancesRequest, first: InstanceNetworkInterfaceSpecification): void {
  const conflict = (what: string): ServiceError =>
    new ServiceError(
      'InvalidParameterCombination',
      `Network interfaces and an instance-level ${what} may not be specified on the same request`,
    );
  if (request.SubnetId !== undefined) throw conflict('subnet ID');
  if ((request.SecurityGroupIds ?? []).length > 0) throw conflict('security groups');
  if (first.AssociatePublicIpAddress === true && first.NetworkInterfaceId !== undefined) {
    throw new ServiceError(
      'InvalidParameterCombination',
      'The associatePublicIPAddress parameter cannot be specified for a network interface with an ID.',
    );
  }
}
