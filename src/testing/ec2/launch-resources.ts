import type { LaunchTemplateSpecification } from '@aws-sdk/client-ec2';
import { ServiceError } from '../wire/service-error.js';

/** Every well-formed id exists but this one of each kind, so that tests need no set-up. */
const ABSENT = '00000000000000000';

const SUFFIX = '([0-9a-f]{8}|[0-9a-f]{17})';

/** @throws ServiceError `InvalidAMIID.Malformed` or `InvalidAMIID.NotFound` */
export function checkImage(imageId: string): string {
  if (!isWellFormed(imageId, 'ami')) {
    throw new ServiceError('InvalidAMIID.Malformed', `Invalid id: "${imageId}" (expecting "ami-...")`);
  }
  if (imageId === `ami-${ABSENT}`) {
    throw new ServiceError('InvalidAMIID.NotFound', `The image id '[${imageId}]' does not exist`);
  }
  return imageId;
}

/** @throws ServiceError `InvalidSubnetID.Malformed` or `InvalidSubnetID.NotFound` */
export function checkSubnet(subnetId: string): void {
  if (!isWellFormed(subnetId, 'subnet')) {
    throw new ServiceError('InvalidSubnetID.Malformed', `Invalid id: "${subnetId}" (expecting "subnet-...")`);
  }
  if (subnetId === `subnet-${ABSENT}`) {
    throw new ServiceError('InvalidSubnetID.NotFound', `The subnet ID '${subnetId}' does not exist`);
  }
}

/** @throws ServiceError `InvalidGroupId.Malformed` or `InvalidGroup.NotFound` */
export function checkGroup(groupId: string): void {
  if (!isWellFormed(groupId, 'sg')) {
    throw new ServiceError('InvalidGroupId.Malformed', `Invalid id: "${groupId}" (expecting "sg-...")`);
  }
  if (groupId === `sg-${ABSENT}`) {
    throw new ServiceError('InvalidGroup.NotFound', `The security group '${groupId}' does not exist`);
  }
}

/** @throws ServiceError `InvalidKeyPair.NotFound` for the key pair named `missing`. */
export function checkKeyPair(name: string | undefined): void {
  if (name !== 'missing') return;
  throw new ServiceError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`);
}

/** @throws ServiceError for the template `lt-00000000000000000` and the one named `missing`. */
export function checkLaunchTemplate(template: LaunchTemplateSpecification | undefined): void {
  if (template?.LaunchTemplateId === `lt-${ABSENT}`) {
    throw new ServiceError(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${template.LaunchTemplateId}, does not exist.`,
    );
  }
  if (template?.LaunchTemplateName === 'missing') {
    throw new ServiceError(
      'InvalidLaunchTemplateName.NotFoundException',
      'The specified launch template, with template name missing, does not exist.',
    );
  }
}

function isWellFormed(id: string, prefix: string): boolean {
  return new RegExp(`^${prefix}-${SUFFIX}$`).test(id);
}
