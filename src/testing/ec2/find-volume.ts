import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import type { SimulatedInstance } from './simulated-instance.js';
import { type SimulatedVolume, volumeExists } from './simulated-volume.js';

/** The volumes of an instance that still exist. */
export function volumesOf({ birth }: SimulatedInstance, region: Ec2Region): SimulatedVolume[] {
  const volumes = birth.volumes.flatMap(({ volumeId }) => region.volumes.get(volumeId) ?? []);
  return volumes.filter((volume) => volumeExists(volume, region.now));
}

/** @throws ServiceError `InvalidVolume.NotFound` */
export function requireVolume(volumeId: string, region: Ec2Region): SimulatedVolume {
  const volume = region.volumes.get(volumeId);
  if (volume !== undefined && volumeExists(volume, region.now)) return volume;
  throw new ServiceError('InvalidVolume.NotFound', `The volume '${volumeId}' does not exist.`);
}
