import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import { checkImage } from './launch-resources.js';

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
  if (image === undefined || isUsable(image, region)) return imageId;
  throw new ServiceError('AuthFailure', `Not authorized for images: [${imageId}]`);
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
