import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import { requireSnapshot, snapshotVisible } from './find-snapshot.js';
import { requireVolume } from './find-volume.js';
import { imageVisible, requireImage } from './image-reference.js';
import { volumeExists } from './simulated-volume.js';

/** A resource that can carry tags. */
export interface TaggableResource {
  readonly resourceId: string;
  readonly resourceType: 'instance' | 'volume' | 'snapshot' | 'image';
}

/** Every tagged or taggable resource that callers can see. */
export function taggableResources(region: Ec2Region, now: number): readonly TaggableResource[] {
  const instances = region.instances().map(({ instanceId }) => instanceId);
  const volumes = [...region.volumes.values()].filter((volume) => volumeExists(volume, now));
  const snapshots = [...region.snapshots.values()].filter((snapshot) => snapshotVisible(snapshot, region));
  const images = [...region.images].filter(([, image]) => imageVisible(image, region));
  return [
    ...instances.map((resourceId) => ({ resourceId, resourceType: 'instance' as const })),
    ...volumes.map(({ volumeId }) => ({ resourceId: volumeId, resourceType: 'volume' as const })),
    ...snapshots.map(({ snapshotId }) => ({ resourceId: snapshotId, resourceType: 'snapshot' as const })),
    ...images.map(([resourceId]) => ({ resourceId, resourceType: 'image' as const })),
  ];
}

/**
 * Makes sure that every id names a resource.
 *
 * @throws ServiceError `InvalidID` for what is no id, and what each kind answers for one that does not exist.
 */
export function requireResources(resourceIds: readonly string[], region: Ec2Region): readonly string[] {
  const ids = [...new Set(resourceIds)];
  const malformed = ids.find((id) => !/^(i|vol|snap|ami)-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) throw new ServiceError('InvalidID', `The ID '${malformed}' is not valid`);
  region.require(ids.filter((id) => id.startsWith('i-')));
  for (const id of ids.filter((other) => other.startsWith('vol-'))) requireVolume(id, region);
  for (const id of ids.filter((other) => other.startsWith('snap-'))) requireSnapshot(id, region);
  for (const id of ids.filter((other) => other.startsWith('ami-'))) requireImage(id, region);
  return ids;
}
