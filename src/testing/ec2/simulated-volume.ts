import type { EbsBlockDevice } from '@aws-sdk/client-ec2';
import type { SimulatedInstance } from './simulated-instance.js';

/** A volume that was made with an instance; it goes when the instance terminates, unless told to stay. */
export interface SimulatedVolume {
  readonly volumeId: string;
  readonly deviceName: string;
  readonly createdAt: number;
  readonly device: EbsBlockDevice;
  readonly instance: SimulatedInstance;
}

const DEFAULT_SIZE_GIB = 8;

/** Whether the volume still exists. */
export function volumeExists(volume: SimulatedVolume, now: number): boolean {
  return volume.instance.terminatedAt(now) === undefined || volume.device.DeleteOnTermination === false;
}

/** In GiB. */
export function volumeSize({ device }: SimulatedVolume): number {
  return device.VolumeSize ?? DEFAULT_SIZE_GIB;
}
