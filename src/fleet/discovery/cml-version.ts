import type { WorkerInstance } from '../../model/worker-instance.js';
import type { WorkerSettings } from '../../settings/worker-settings.js';
import { FleetTag } from './fleet-tags.js';
import { tagOf } from './read-tags.js';

/** The version of CML on a worker: as its own tag says, else as the settings say of its image. */
export function cmlVersionOf(
  { tags, region, amiId, amiName }: WorkerInstance,
  settings: WorkerSettings | undefined,
): string | undefined {
  const told = tagOf(tags, FleetTag.CML_VERSION);
  if (told !== undefined) return told;
  const images = settings?.worker.ami ?? {};
  const image = Object.hasOwn(images, region) ? images[region] : undefined;
  if (image === undefined) return undefined;
  // An entry may name a parameter in place of an image: then it is the image's name that tells.
  const isIt = image.amiId === amiId || (image.amiName !== undefined && image.amiName === amiName);
  return isIt ? image.cmlVersion : undefined;
}
