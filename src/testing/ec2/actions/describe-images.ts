import type { DescribeImagesRequest, DescribeImagesResult, Image } from '@aws-sdk/client-ec2';
import { DescribeImages$ } from '@aws-sdk/client-ec2';
import type { ActionContext, Ec2Action } from '../action.js';
import type { Ec2Region } from '../ec2-region.js';
import { applyFilters, type FilterFields, tagField } from '../filters.js';
import { imageState, imageVisible, isUsable } from '../image-reference.js';
import { checkImage, missingImage } from '../launch-resources.js';
import { paginate } from '../pagination.js';
import { describeImage } from '../simulated-image.js';

export const describeImages: Ec2Action = { schema: DescribeImages$, perform: describe };

function describe(request: DescribeImagesRequest, { region, now }: ActionContext): DescribeImagesResult {
  const ids = request.ImageIds ?? [];
  const images = ids.length > 0 ? ids.map((id) => imageById(id, region)) : [...region.images.values()];
  const listed = images.filter(
    (image) =>
      isUsable(image, region) &&
      imageVisible(image, region) &&
      isOwnedBy(image, request.Owners ?? [], region) &&
      (ids.length > 0 || request.IncludeDeprecated === true || !isDeprecated(image, now)),
  );
  const described = listed.map((image) => describeNow(image, region));
  const matching = applyFilters(described, request.Filters, imageFields);
  const { items, nextToken } = paginate(matching, request, (image) => image.ImageId ?? '');
  return { Images: [...items], NextToken: nextToken };
}

function describeNow(image: Image, region: Ec2Region): Image {
  const isKnown = region.images.has(image.ImageId ?? '');
  const Tags = isKnown ? region.tagsOf(image.ImageId ?? '') : image.Tags;
  return { ...image, State: imageState(image, region), Tags };
}

/** Every well-formed id has an image; what was not put there by name gets one made up from its id. */
function imageById(imageId: string, region: Ec2Region): Image {
  checkImage(imageId, region);
  const known = region.images.get(imageId);
  if (known !== undefined && !(isUsable(known, region) && imageVisible(known, region)))
    throw missingImage(imageId);
  const name = `image-of-${imageId}`;
  return known ?? describeImage({ name }, imageId, region.account.accountId, 0);
}

function isOwnedBy(image: Image, owners: readonly string[], region: Ec2Region): boolean {
  if (owners.length === 0) return true;
  return owners.some((owner) =>
    [image.OwnerId, image.ImageOwnerAlias].includes(owner === 'self' ? region.account.accountId : owner),
  );
}

function isDeprecated(image: Image, now: number): boolean {
  return image.DeprecationTime !== undefined && Date.parse(image.DeprecationTime) <= now;
}

const FIELDS: Readonly<Record<string, (image: Image) => readonly (string | undefined)[]>> = {
  'block-device-mapping.snapshot-id': (image) =>
    (image.BlockDeviceMappings ?? []).map(({ Ebs }) => Ebs?.SnapshotId),
  architecture: (image) => [image.Architecture],
  'creation-date': (image) => [image.CreationDate],
  description: (image) => [image.Description],
  'image-id': (image) => [image.ImageId],
  'image-type': (image) => [image.ImageType],
  name: (image) => [image.Name],
  'is-public': (image) => [String(image.Public ?? false)],
  'owner-alias': (image) => [image.ImageOwnerAlias],
  'owner-id': (image) => [image.OwnerId],
  'root-device-type': (image) => [image.RootDeviceType],
  state: (image) => [image.State],
  'virtualization-type': (image) => [image.VirtualizationType],
};

const imageFields: FilterFields<Image> = (name) =>
  Object.hasOwn(FIELDS, name) ? FIELDS[name] : tagField(name, (image: Image) => image.Tags ?? []);
