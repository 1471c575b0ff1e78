import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import type { SubnetRecord } from './simulated-network.js';

/** Every well-formed id exists but this one of each kind, so that tests need no set-up. */
const ABSENT = '00000000000000000';

const SUFFIX = '([0-9a-f]{8}|[0-9a-f]{17})';

/** @throws ServiceError `InvalidAMIID.Malformed` */
export function checkImageId(imageId: string): void {
  if (isWellFormed(imageId, 'ami')) return;
  throw new ServiceError('InvalidAMIID.Malformed', `Invalid id: "${imageId}" (expecting "ami-...")`);
}

/** @throws ServiceError `InvalidAMIID.Malformed` or `InvalidAMIID.NotFound` */
export function checkImage(imageId: string, region: Ec2Region): string {
  checkImageId(imageId);
  const isGone = imageId === `ami-${ABSENT}` || region.deregistered.has(imageId);
  if (isGone || isElsewhere(imageId, region)) throw missingImage(imageId);
  return imageId;
}

/** The error for an image that does not exist, or that the account may not see. */
export function missingImage(imageId: string): ServiceError {
  return new ServiceError('InvalidAMIID.NotFound', `The image id '[${imageId}]' does not exist`);
}

/** @throws ServiceError `InvalidSubnetID.Malformed` or `InvalidSubnetID.NotFound` */
export function checkSubnet(subnetId: string, region: Ec2Region): void {
  if (!isWellFormed(subnetId, 'subnet')) {
    throw new ServiceError('InvalidSubnetID.Malformed', `Invalid id: "${subnetId}" (expecting "subnet-...")`);
  }
  if (subnetId === `subnet-${ABSENT}` || isElsewhere(subnetId, region)) {
    throw new ServiceError('InvalidSubnetID.NotFound', `The subnet ID '${subnetId}' does not exist`);
  }
}

/** @throws ServiceError `InvalidGroupId.Malformed` or `InvalidGroup.NotFound` */
export function checkGroup(groupId: string, region: Ec2Region): void {
  if (!isWellFormed(groupId, 'sg')) {
    throw new ServiceError('InvalidGroupId.Malformed', `Invalid id: "${groupId}" (expecting "sg-...")`);
  }
  if (groupId === `sg-${ABSENT}` || isElsewhere(groupId, region)) {
    throw new ServiceError('InvalidGroup.NotFound', `The security group '${groupId}' does not exist`);
  }
}

/** @throws ServiceError `InvalidVpcID.Malformed` or `InvalidVpcID.NotFound` */
export function checkVpc(vpcId: string): void {
  if (!isWellFormed(vpcId, 'vpc')) {
    throw new ServiceError('InvalidVpcID.Malformed', `Invalid id: "${vpcId}" (expecting "vpc-...")`);
  }
  if (vpcId === `vpc-${ABSENT}`) {
    throw new ServiceError('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  }
}

/** @throws ServiceError `InvalidParameter` for a security group of another VPC than the subnet's. */
export function requireSameVpc(groupId: string, subnets: readonly SubnetRecord[], region: Ec2Region): void {
  const { vpcId } = region.network.group(groupId);
  const foreign = subnets.find((subnet) => subnet.vpcId !== vpcId);
  if (foreign === undefined) return;
  throw new ServiceError(
    'InvalidParameter',
    `Security group ${groupId} and subnet ${foreign.subnetId} belong to different networks.`,
  );
}

/** @throws ServiceError `InvalidKeyPair.NotFound` for the key pair named `missing`. */
export function checkKeyPair(name: string | undefined): void {
  if (name !== 'missing') return;
  throw new ServiceError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
}

/** What was put into one region is not in the others. */
function isElsewhere(id: string, region: Ec2Region): boolean {
  const home = region.account.homes.get(id);
  return home !== undefined && home !== region.name;
}

function isWellFormed(id: string, prefix: string): boolean {
  return new RegExp(`^${prefix}-${SUFFIX}$`).test(id);
}
