import type { BlockDeviceMapping } from '@aws-sdk/client-ec2';
import type { Ec2Region } from './ec2-region.js';
import type { LaunchSpecification } from './launch-specification.js';
import { templateTags } from './launch-template-data.js';
import { privateAddress, publicAddress } from './network-layout.js';
import { ROOT_DEVICE } from './root-device.js';
import { type AttachedVolume, SimulatedInstance } from './simulated-instance.js';
import { requestedTags } from './tag-rules.js';

/** Makes the instances of a checked launch, their volumes and their tags. */
export function launch(
  specification: LaunchSpecification,
  region: Ec2Region,
  count: number,
): readonly SimulatedInstance[] {
  const { ids } = region.account;
  const reservationId = ids.next('r');
  return Array.from({ length: count }, (_, launchIndex) =>
    launchOne(specification, region, reservationId, launchIndex),
  );
}

function launchOne(
  specification: LaunchSpecification,
  region: Ec2Region,
  reservationId: string,
  launchIndex: number,
): SimulatedInstance {
  const { ids, timing } = region.account;
  const { request } = specification;
  const { now } = region;
  const devices = launchDevices(request.BlockDeviceMappings ?? [], specification.imageId, region);
  const instance = new SimulatedInstance(
    {
      instanceId: ids.next('i'),
      reservationId,
      launchIndex,
      specification,
      privateIp: request.PrivateIpAddress ?? privateAddress(ids.nextNumber()),
      networkInterfaceId: ids.next('eni'),
      spotRequestId: specification.spot ? ids.next('sir') : undefined,
      volumes: devices.map((device): AttachedVolume => attach(device, ids.next('vol'))),
    },
    timing,
    now,
  );
  instance.start(now, nextPublicIp(specification, region));
  region.add(instance);
  const tagsFor = (kind: string) => requestedTags(request.TagSpecifications, kind, region);
  region.setTags(instance.instanceId, [...tagsFor('instance'), ...templateTags(request, region)]);
  const { spotRequestId } = instance.birth;
  if (spotRequestId !== undefined) region.setTags(spotRequestId, tagsFor('spot-instances-request'));
  addVolumes(instance, devices, region);
  return instance;
}

/** The public address for the next run of an instance; `undefined` when it is launched without one. */
export function nextPublicIp(specification: LaunchSpecification, region: Ec2Region): string | undefined {
  return specification.assignPublicIp ? publicAddress(region.account.ids.nextNumber()) : undefined;
}

/** The volumes of a launch: those that it asks for, and what the image has beside them. */
function launchDevices(
  mappings: readonly BlockDeviceMapping[],
  imageId: string,
  region: Ec2Region,
): readonly BlockDeviceMapping[] {
  const { BlockDeviceMappings: ofImage = [] } = region.images.get(imageId) ?? {};
  const isOf = (name: string | undefined) => (mapping: BlockDeviceMapping) => mapping.DeviceName === name;
  const unused = mappings
    .filter(({ NoDevice }) => NoDevice !== undefined)
    .map(({ DeviceName }) => DeviceName);
  const asked = withRootDevice(mappings);
  const others = ofImage.filter(
    ({ DeviceName }) => !asked.some(isOf(DeviceName)) && !unused.includes(DeviceName),
  );
  return [...asked, ...others].map((mapping) => {
    const Ebs = { ...ofImage.find(isOf(mapping.DeviceName))?.Ebs, ...mapping.Ebs };
    const snapshot = region.snapshots.get(Ebs.SnapshotId ?? '');
    return { ...mapping, Ebs: { ...Ebs, VolumeSize: Ebs.VolumeSize ?? snapshot?.sizeGiB } };
  });
}

function withRootDevice(mappings: readonly BlockDeviceMapping[]): readonly BlockDeviceMapping[] {
  const volumes = mappings.filter((mapping) => mapping.Ebs !== undefined);
  const hasRoot = volumes.some((mapping) => mapping.DeviceName === ROOT_DEVICE);
  return hasRoot ? volumes : [{ DeviceName: ROOT_DEVICE, Ebs: {} }, ...volumes];
}

function attach(mapping: BlockDeviceMapping, volumeId: string): AttachedVolume {
  return {
    volumeId,
    deviceName: mapping.DeviceName ?? ROOT_DEVICE,
    deleteOnTermination: mapping.Ebs?.DeleteOnTermination ?? true,
  };
}

function addVolumes(
  instance: SimulatedInstance,
  devices: readonly BlockDeviceMapping[],
  region: Ec2Region,
): void {
  const { TagSpecifications } = instance.birth.specification.request;
  const tags = requestedTags(TagSpecifications, 'volume', region);
  for (const [index, { volumeId, deviceName }] of instance.birth.volumes.entries()) {
    const device = devices[index]?.Ebs ?? {};
    region.volumes.set(volumeId, { volumeId, deviceName, createdAt: region.now, device, instance });
    region.setTags(volumeId, tags);
  }
}
