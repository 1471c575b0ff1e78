import type { Volume } from '@aws-sdk/client-ec2';
import { expectList } from '../aws/expect-list.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { WorkerVolume } from '../model/worker-volume.js';
import { tagsFromList } from '../tags/tag-list.js';
import type { PortCall } from './ec2-port.js';
import { allPages, type Ec2Sender, readRequest } from './ec2-request.js';
import type { VolumePort } from './volume-port.js';

const PAGE_SIZE = 500;

/** The volume port over the AWS SDK. */
export class SdkVolumePort implements VolumePort {
  readonly #sender: Ec2Sender;
  readonly #region: AwsRegion;

  constructor(sender: Ec2Sender, region: AwsRegion) {
    this.#sender = sender;
    this.#region = region;
  }

  async list(instanceId: string | undefined, call: PortCall): Promise<readonly WorkerVolume[]> {
    const instanceIds = instanceId === undefined ? [] : [instanceId];
    const request = readRequest('DescribeVolumes', this.#region, call, instanceIds);
    const Filters = instanceIds.map((id) => ({ Name: 'attachment.instance-id', Values: [id] }));
    const input = { MaxResults: PAGE_SIZE, ...(Filters.length === 0 ? {} : { Filters }) };
    const rows = await allPages<Volume>((NextToken) =>
      this.#sender.send(request, async ({ client, sdk }, options) => {
        const page = { ...input, ...(NextToken === undefined ? {} : { NextToken }) };
        const output = await client.send(new sdk.DescribeVolumesCommand(page), options);
        return { rows: expectList(output.Volumes), nextToken: output.NextToken };
      }),
    );
    return rows
      .map((row) => toWorkerVolume(row, this.#region, instanceId))
      .filter((volume) => volume !== undefined)
      .toSorted(byDevice);
  }
}

/** A volume that several instances share is shown with the one that is asked for. */
function toWorkerVolume(
  row: Volume,
  region: AwsRegion,
  instanceId: string | undefined,
): WorkerVolume | undefined {
  if (row.VolumeId === undefined) return undefined;
  const attachments = row.Attachments ?? [];
  const attachment = attachments.find(({ InstanceId }) => InstanceId === instanceId) ?? attachments[0];
  return {
    volumeId: row.VolumeId,
    region,
    availabilityZone: row.AvailabilityZone,
    instanceId: attachment?.InstanceId,
    deviceName: attachment?.Device,
    deleteOnTermination: attachment?.DeleteOnTermination,
    state: row.State ?? 'unknown',
    sizeGiB: row.Size ?? 0,
    type: row.VolumeType ?? 'unknown',
    iops: row.Iops,
    throughput: row.Throughput,
    encrypted: row.Encrypted ?? false,
    kmsKeyId: row.KmsKeyId,
    snapshotId: row.SnapshotId === '' ? undefined : row.SnapshotId,
    createdAt: row.CreateTime,
    tags: tagsFromList(row.Tags),
  };
}

function byDevice(one: WorkerVolume, other: WorkerVolume): number {
  const key = ({ instanceId = '', deviceName = '', volumeId }: WorkerVolume): string =>
    [instanceId, deviceName, volumeId].join(' ');
  return key(one).localeCompare(key(other));
}
