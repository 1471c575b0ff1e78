import type { Image } from '@aws-sdk/client-ec2';
import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import { snapshotVisible } from './find-snapshot.js';
import { checkImage, missingImage } from './launch-resources.js';
import { type SimulatedSnapshot, snapshotState } from './simulated-snapshot.js';

const PARAMETER = 'resolve:ssm:';

/**
 * The image that a launch means by an AMI id, or by the SSM parameter that holds one.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
 * @throws ServiceError `InvalidAMIID.Malformed` or `.NotFound`, `SsmInvalidParameter`, or `AuthFailure` for an
 * image that its owner does not share.
 */
export function resolveImage(reference: string, region: Ec2Region): string {
  const parameter = parameterName(reference);
  const imageId = checkImage(parameter === undefined ? reference : readParameter(parameter, region), region);
  const image = region.images.get(imageId);
  if (image === undefined) return imageId;
  if (!imageVisible(image, region)) throw missingImage(imageId);
  if (isUsable(image, region)) return requireReady(image, imageId, region);
  throw new ServiceError('AuthFailure', `Not authorized for images: [${imageId}]`);
}

/** @throws ServiceError `InvalidAMIID.Unavailable` for an image that is still being made, or could not be. */
function requireReady(image: Image, imageId: string, region: Ec2Region): string {
  const state = imageState(image, region);
  if (state === 'available') return imageId;
  const text = `The image ID '${imageId}' is not available: it is ${state}.`;
  throw new ServiceError('InvalidAMIID.Unavailable', text);
}

/** How far an image is: as far as its snapshots are. */
export function imageState(image: Image, region: Ec2Region): 'pending' | 'available' | 'failed' {
  const states = snapshotsOf(image, region).map((snapshot) => snapshotState(snapshot, region.now));
  if (states.includes('error')) return 'failed';
  return states.includes('pending') ? 'pending' : 'available';
}

/** Whether callers can see an image yet. */
export function imageVisible(image: Image, region: Ec2Region): boolean {
  return snapshotsOf(image, region).every((snapshot) => snapshotVisible(snapshot, region));
}

function snapshotsOf({ BlockDeviceMappings = [] }: Image, region: Ec2Region): SimulatedSnapshot[] {
  return BlockDeviceMappings.flatMap(({ Ebs }) => region.snapshots.get(Ebs?.SnapshotId ?? '') ?? []);
}

/** An image that was put there or made, and that the account may see. @throws ServiceError `InvalidAMIID.NotFound` */
export function requireImage(imageId: string, region: Ec2Region): Image {
  const image = region.images.get(imageId);
  if (image === undefined || !isUsable(image, region) || !imageVisible(image, region)) {
    throw missingImage(imageId);
  }
  return image;
}

/** Whether the account may see and launch an image. */
export function isUsable(
  image: { readonly OwnerId?: string | undefined; readonly Public?: boolean | undefined },
  region: Ec2Region,
): boolean {
  return image.Public === true || image.OwnerId === region.account.accountId;
}

/** The parameter that a reference means; `undefined` for an AMI id. */
export function parameterName(reference: string): string | undefined {
  return reference.startsWith(PARAMETER) ? reference.slice(PARAMETER.length) : undefined;
}

function readParameter(name: string, region: Ec2Region): string {
  const parameter = region.account.parameters.find(name, {
    accountId: region.account.accountId,
    region: region.name,
  });
  if (parameter === undefined) {
    throw new ServiceError('SsmInvalidParameter', `The following aliases are invalid: ${PARAMETER}${name}`);
  }
  if (parameter.dataType === 'aws:ec2:image') return parameter.value;
  throw new ServiceError(
    'SsmInvalidParameter',
    'Unsupported data type. The following parameter data types are supported: aws:ec2:image',
  );
}
