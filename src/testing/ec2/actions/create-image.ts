import type {
  BlockDeviceMapping,
  CreateImageRequest,
  CreateImageResult,
  DeleteSnapshotReturnCode,
  DeregisterImageRequest,
  DeregisterImageResult,
  Image,
} from '@aws-sdk/client-ec2';
import { CreateImage$, DeregisterImage$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import { type ActionContext, type Ec2Action, invalidValue, missingParameter } from '../action.js';
import type { Ec2Region } from '../ec2-region.js';
import { imageOfSnapshot } from '../find-snapshot.js';
import { volumesOf } from '../find-volume.js';
import { requireImage } from '../image-reference.js';
import { checkImageId } from '../launch-resources.js';
import { makeSnapshot } from '../make-snapshot.js';
import type { SimulatedInstance } from '../simulated-instance.js';
import { type SimulatedVolume, volumeSize } from '../simulated-volume.js';
import { requestedTags } from '../tag-rules.js';
import { incorrectState } from './change-state.js';

export const createImage: Ec2Action = { schema: CreateImage$, perform: create };
export const deregisterImage: Ec2Action = { schema: DeregisterImage$, perform: deregister };

const NAME = /^[A-Za-z0-9()[\]. /'@_-]{3,128}$/;

/**
 * Makes an image of an instance, which restarts for it unless told not to. The image is `pending` until its snapshots
 * are completed.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html
 */
function create(request: CreateImageRequest, { region, now, commit }: ActionContext): CreateImageResult {
  const { Name, Description, InstanceId, NoReboot, TagSpecifications } = request;
  if (InstanceId === undefined) throw missingParameter('InstanceId');
  if (Name === undefined) throw missingParameter('Name');
  if (!NAME.test(Name)) {
    const text = 'AMI names must be between 3 and 128 characters long, and may contain letters, numbers,';
    throw new ServiceError('InvalidAMIName.Malformed', `${text} '(', ')', '.', '-', '/' and '_'`);
  }
  const [instance] = region.require([InstanceId]);
  if (
    instance === undefined ||
    !['running', 'stopped', 'stopping', 'pending'].includes(instance.state(now))
  ) {
    throw incorrectState(`The instance '${InstanceId}' is not in a state from which an image can be made.`);
  }
  refuseDuplicate(Name, region);
  const imageTags = requestedTags(TagSpecifications, 'image', region);
  const snapshotTags = requestedTags(TagSpecifications, 'snapshot', region);
  const volumes = imageVolumes(instance, request.BlockDeviceMappings ?? [], region);
  commit();
  if (NoReboot !== true && instance.state(now) === 'running') instance.reboot(now);
  const imageId = region.account.ids.next('ami');
  const description = `Created by CreateImage(${InstanceId}) for ${imageId}`;
  const BlockDeviceMappings = volumes.map((volume): BlockDeviceMapping => {
    const { snapshotId } = makeSnapshot(volume, region, { description, tags: snapshotTags });
    return { DeviceName: volume.deviceName, Ebs: ofImage(volume, snapshotId) };
  });
  region.addImage({ imageId, name: Name, description: Description }, BlockDeviceMappings);
  region.setTags(imageId, imageTags);
  return { ImageId: imageId };
}

function refuseDuplicate(name: string, region: Ec2Region): void {
  const { accountId } = region.account;
  const known = [...region.images.values()].find(
    ({ Name, OwnerId }) => Name === name && OwnerId === accountId,
  );
  if (known === undefined) return;
  const text = `AMI name ${name} is already in use by AMI ${known.ImageId}`;
  throw new ServiceError('InvalidAMIName.Duplicate', text);
}

/** The volumes of the instance, but for the devices that the request leaves out. */
function imageVolumes(
  instance: SimulatedInstance,
  mappings: readonly BlockDeviceMapping[],
  region: Ec2Region,
): SimulatedVolume[] {
  for (const { NoDevice, DeviceName } of mappings) {
    if (NoDevice === undefined) throw invalidValue(DeviceName ?? '', 'blockDeviceMapping');
  }
  const left = mappings.map(({ DeviceName }) => DeviceName);
  return volumesOf(instance, region).filter(({ deviceName }) => !left.includes(deviceName));
}

function ofImage(volume: SimulatedVolume, SnapshotId: string): BlockDeviceMapping['Ebs'] {
  const { VolumeType, Iops, Throughput, Encrypted, DeleteOnTermination } = volume.device;
  return {
    SnapshotId,
    VolumeSize: volumeSize(volume),
    VolumeType: VolumeType ?? 'gp3',
    Iops,
    Throughput,
    Encrypted: Encrypted ?? false,
    DeleteOnTermination: DeleteOnTermination ?? true,
  };
}

/**
 * Its snapshots stay, unless the request says otherwise, and even then those that other images are made of.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html
 */
function deregister(
  request: DeregisterImageRequest,
  { region, commit }: ActionContext,
): DeregisterImageResult {
  const { ImageId, DeleteAssociatedSnapshots } = request;
  if (ImageId === undefined) throw missingParameter('ImageId');
  const image = requireOwnImage(ImageId, region);
  commit();
  region.forgetImage(ImageId);
  if (DeleteAssociatedSnapshots !== true) return { Return: true };
  const snapshotIds = (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
  const DeleteSnapshotResults = snapshotIds.map((SnapshotId): DeleteSnapshotReturnCode => {
    if (imageOfSnapshot(SnapshotId, region) !== undefined) return { SnapshotId, ReturnCode: 'skipped' };
    region.forgetSnapshot(SnapshotId);
    return { SnapshotId, ReturnCode: 'success' };
  });
  return { Return: true, DeleteSnapshotResults };
}

function requireOwnImage(imageId: string, region: Ec2Region): Image {
  checkImageId(imageId);
  if (region.deregistered.has(imageId)) {
    throw new ServiceError('InvalidAMIID.Unavailable', `The image ID '${imageId}' is no longer available`);
  }
  const image = requireImage(imageId, region);
  if (image.OwnerId === region.account.accountId) return image;
  throw new ServiceError('AuthFailure', `Not authorized for image:${imageId}`);
}
