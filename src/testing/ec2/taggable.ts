import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import { volumeExists } from './simulated-volume.js';

/** A resource that can carry tags. */
export interface TaggableResource {
  readonly resourceId: string;
  readonly resourceType: 'instance' | 'volume';
}

/** Every tagged or taggable resource that callers can see. */
export function taggableResources(region: Ec2Region, now: number): readonly TaggableResource[] {
  const instances = region.instances().map(({ instanceId }) => instanceId);
  const volumes = [...region.volumes.values()].filter((volume) => volumeExists(volume, now));
  return [
    ...instances.map((resourceId) => ({ resourceId, resourceType: 'instance' as const })),
    ...volumes.map(({ volumeId }) => ({ resourceId: volumeId, resourceType: 'volume' as const })),
  ];
}

/**
 * Makes sure that every id names a resource.
 *
 * @throws ServiceError `InvalidID` for what is no id, `InvalidInstanceID.NotFound` or `InvalidVolume.NotFound`.
 */
export function requireResources(resourceIds: readonly string[], region: Ec2Region): readonly string[] {
  const ids = [...new Set(resourceIds)];
  const malformed = ids.find((id) => !/^(i|vol)-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) throw new ServiceError('InvalidID', `The ID '${malformed}' is not valid`);
  region.require(ids.filter((id) => id.startsWith('i-')));
  for (const id of ids.filter((other) => other.startsWith('vol-'))) requireVolume(id, region);
  return ids;
}

/** @throws ServiceError `InvalidVolume.NotFound` */
export function requireVolume(volumeId: string, region: Ec2Region): void {
  const volume = region.volumes.get(volumeId);
  if (volume !== undefined && volumeExists(volume, region.now)) return;
  throw new ServiceError('InvalidVolume.NotFound', `The volume '${volumeId}' does not exist.`);
}
