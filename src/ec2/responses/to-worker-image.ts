import type { Image } from '@aws-sdk/client-ec2';
import type { AwsRegion } from '../../model/aws-region.js';
import { tagsFromList } from '../../tags/tag-list.js';
import type { LaunchableImage } from '../image-port.js';

/** EC2's description of an image in our words; `undefined` for a row without an id. */
export function toWorkerImage(image: Image, region: AwsRegion): LaunchableImage | undefined {
  if (image.ImageId === undefined) return undefined;
  return {
    imageId: image.ImageId,
    region,
    name: image.Name,
    description: image.Description === '' ? undefined : image.Description,
    createdAt: toDate(image.CreationDate),
    state: image.State ?? 'unknown',
    architecture: image.Architecture,
    ownerId: image.OwnerId,
    deprecatedAt: toDate(image.DeprecationTime),
    tags: tagsFromList(image.Tags),
    rootDeviceName: image.RootDeviceName,
  };
}

/** EC2 sends the times of images as text. */
function toDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
