import type { WorkerVolume } from '../model/worker-volume.js';
import type { PortCall } from './ec2-port.js';

/** EBS volumes, in one region and for one identity. */
export interface VolumePort {
  /** The volumes that are attached to an instance; without one, all there are. By device, and then by id. */
  list(instanceId: string | undefined, call: PortCall): Promise<readonly WorkerVolume[]>;
}
