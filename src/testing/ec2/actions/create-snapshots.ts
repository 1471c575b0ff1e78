import type {
  CreateSnapshotRequest,
  CreateSnapshotsRequest,
  CreateSnapshotsResult,
  InstanceSpecification,
  Snapshot,
} from '@aws-sdk/client-ec2';
import { CreateSnapshot$, CreateSnapshots$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import { type ActionContext, type Ec2Action, invalidValue, missingParameter } from '../action.js';
import type { Ec2Region } from '../ec2-region.js';
import { describeSnapshot } from '../find-snapshot.js';
import { requireVolume, volumesOf } from '../find-volume.js';
import { copiedTags, makeSnapshot } from '../make-snapshot.js';
import { ROOT_DEVICE } from '../root-device.js';
import type { SimulatedVolume } from '../simulated-volume.js';
import { requestedTags } from '../tag-rules.js';
import { incorrectState } from './change-state.js';

export const createSnapshots: Ec2Action = { schema: CreateSnapshots$, perform: createSet };
export const createSnapshot: Ec2Action = { schema: CreateSnapshot$, perform: createOne };

/**
 * Copies all volumes of an instance as they are at one moment.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshots.html
 */
function createSet(
  request: CreateSnapshotsRequest,
  { region, now, commit }: ActionContext,
): CreateSnapshotsResult {
  const {
    InstanceSpecification: specification,
    Description,
    TagSpecifications,
    CopyTagsFromSource,
  } = request;
  if (specification?.InstanceId === undefined) throw missingParameter('InstanceSpecification.InstanceId');
  const volumes = chosenVolumes(specification, region, now);
  const asked = requestedTags(TagSpecifications, 'snapshot', region);
  const plans = volumes.map((volume) => ({
    volume,
    tags: CopyTagsFromSource === 'volume' ? copiedTags(volume, asked, region) : asked,
  }));
  commit();
  const snapshots = plans.map(({ volume, tags }) =>
    makeSnapshot(volume, region, { description: Description, tags }),
  );
  return { Snapshots: snapshots.map((snapshot) => describeSnapshot(snapshot, region, now)) };
}

function chosenVolumes(
  { InstanceId = '', ExcludeBootVolume, ExcludeDataVolumeIds = [] }: InstanceSpecification,
  region: Ec2Region,
  now: number,
): readonly SimulatedVolume[] {
  const [instance] = region.require([InstanceId]);
  if (instance === undefined || ['shutting-down', 'terminated'].includes(instance.state(now))) {
    throw incorrectState(`The instance '${InstanceId}' is not in a state from which it can be snapshotted.`);
  }
  const attached = volumesOf(instance, region);
  for (const id of ExcludeDataVolumeIds) {
    const volume = requireVolume(id, region);
    if (attached.includes(volume) && volume.deviceName !== ROOT_DEVICE) continue;
    throw invalidValue(id, 'excludeDataVolumeId', `It is no data volume of ${InstanceId}.`);
  }
  const chosen = attached.filter(({ deviceName, volumeId }) =>
    deviceName === ROOT_DEVICE ? ExcludeBootVolume !== true : !ExcludeDataVolumeIds.includes(volumeId),
  );
  if (chosen.length > 0) return chosen;
  throw new ServiceError('InvalidParameterCombination', `No volumes of ${InstanceId} are left to snapshot.`);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshot.html */
function createOne(request: CreateSnapshotRequest, { region, now, commit }: ActionContext): Snapshot {
  if (request.VolumeId === undefined) throw missingParameter('VolumeId');
  const volume = requireVolume(request.VolumeId, region);
  const tags = requestedTags(request.TagSpecifications, 'snapshot', region);
  commit();
  const snapshot = makeSnapshot(volume, region, { description: request.Description, tags });
  return describeSnapshot(snapshot, region, now);
}
