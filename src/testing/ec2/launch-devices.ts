import type { BlockDeviceMapping } from '@aws-sdk/client-ec2';
import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import { requireSnapshot } from './find-snapshot.js';
import { ROOT_DEVICE } from './root-device.js';
import { snapshotState } from './simulated-snapshot.js';

/**
 * Checks the volumes that a launch makes from snapshots.
 *
 * @throws ServiceError `InvalidSnapshot.NotFound`, `IncorrectState` for one that is not completed, or
 * `InvalidBlockDeviceMapping` for a root volume from another snapshot than the image's and a volume that is too small.
 */
export function checkDevices(
  mappings: readonly BlockDeviceMapping[],
  imageId: string,
  region: Ec2Region,
): void {
  const { BlockDeviceMappings: ofImage = [] } = region.images.get(imageId) ?? {};
  const ofRoot = ofImage.find(({ DeviceName }) => DeviceName === ROOT_DEVICE)?.Ebs?.SnapshotId;
  for (const { DeviceName = ROOT_DEVICE, Ebs } of mappings) {
    if (Ebs?.SnapshotId === undefined) continue;
    const snapshot = requireSnapshot(Ebs.SnapshotId, region);
    if (DeviceName === ROOT_DEVICE && snapshot.snapshotId !== ofRoot) {
      throw new ServiceError('InvalidBlockDeviceMapping', 'snapshotId cannot be modified on root device');
    }
    if (snapshotState(snapshot, region.now) !== 'completed') {
      throw new ServiceError('IncorrectState', `Snapshot is in invalid state: ${snapshot.snapshotId}`);
    }
    const { VolumeSize = snapshot.sizeGiB } = Ebs;
    if (VolumeSize >= snapshot.sizeGiB) continue;
    const text = `Volume of size ${VolumeSize}GB is smaller than snapshot '${snapshot.snapshotId}', expect size >= ${snapshot.sizeGiB}GB`;
    throw new ServiceError('InvalidBlockDeviceMapping', text);
  }
}
