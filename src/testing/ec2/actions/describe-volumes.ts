import type { DescribeVolumesRequest, DescribeVolumesResult, Volume } from '@aws-sdk/client-ec2';
import { DescribeVolumes$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import type { ActionContext, Ec2Action } from '../action.js';
import type { Ec2Region } from '../ec2-region.js';
import { applyFilters, type FilterFields, tagField } from '../filters.js';
import { requireVolume } from '../find-volume.js';
import { paginate, refuseIdsWithPageSize } from '../pagination.js';
import { type SimulatedVolume, volumeExists, volumeSize } from '../simulated-volume.js';

export const describeVolumes: Ec2Action = { schema: DescribeVolumes$, perform: describe };

function describe(request: DescribeVolumesRequest, { region, now }: ActionContext): DescribeVolumesResult {
  const ids = new Set(request.VolumeIds);
  refuseIdsWithPageSize([...ids], request);
  for (const id of ids) {
    if (!/^vol-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
      throw new ServiceError('InvalidVolumeID.Malformed', `Invalid id: "${id}" (expecting "vol-...")`);
    }
    requireVolume(id, region);
  }
  const volumes = [...region.volumes.values()]
    .filter((volume) => volumeExists(volume, now) && (ids.size === 0 || ids.has(volume.volumeId)))
    .map((volume) => describeVolume(volume, region, now));
  const matching = applyFilters(volumes, request.Filters, volumeFields);
  const { items, nextToken } = paginate(matching, request, (volume) => volume.VolumeId ?? '');
  return { Volumes: [...items], NextToken: nextToken };
}

function describeVolume(volume: SimulatedVolume, region: Ec2Region, now: number): Volume {
  const { device, instance } = volume;
  const attached = instance.terminatedAt(now) === undefined;
  return {
    VolumeId: volume.volumeId,
    State: attached ? 'in-use' : 'available',
    Size: volumeSize(volume),
    VolumeType: device.VolumeType ?? 'gp3',
    Iops: device.Iops ?? 3_000,
    Throughput: device.Throughput,
    Encrypted: device.Encrypted ?? false,
    KmsKeyId: device.KmsKeyId,
    SnapshotId: device.SnapshotId ?? '',
    AvailabilityZone: instance.availabilityZone,
    CreateTime: new Date(volume.createdAt),
    Attachments: attached ? [describeAttachment(volume)] : [],
    Tags: region.tagsOf(volume.volumeId),
  };
}

function describeAttachment(volume: SimulatedVolume): NonNullable<Volume['Attachments']>[number] {
  return {
    VolumeId: volume.volumeId,
    InstanceId: volume.instance.instanceId,
    Device: volume.deviceName,
    State: 'attached',
    AttachTime: new Date(volume.createdAt),
    DeleteOnTermination: volume.device.DeleteOnTermination ?? true,
  };
}

const FIELDS: Readonly<Record<string, (volume: Volume) => readonly (string | undefined)[]>> = {
  'attachment.delete-on-termination': (volume) =>
    (volume.Attachments ?? []).map((attachment) => String(attachment.DeleteOnTermination)),
  'attachment.device': (volume) => (volume.Attachments ?? []).map((attachment) => attachment.Device),
  'attachment.instance-id': (volume) => (volume.Attachments ?? []).map((attachment) => attachment.InstanceId),
  'attachment.status': (volume) => (volume.Attachments ?? []).map((attachment) => attachment.State),
  'availability-zone': (volume) => [volume.AvailabilityZone],
  'create-time': (volume) => [volume.CreateTime?.toISOString()],
  encrypted: (volume) => [String(volume.Encrypted)],
  'snapshot-id': (volume) => [volume.SnapshotId],
  size: (volume) => [String(volume.Size)],
  status: (volume) => [volume.State],
  'volume-id': (volume) => [volume.VolumeId],
  'volume-type': (volume) => [volume.VolumeType],
};

const volumeFields: FilterFields<Volume> = (name) =>
  Object.hasOwn(FIELDS, name) ? FIELDS[name] : tagField(name, (volume: Volume) => volume.Tags ?? []);
