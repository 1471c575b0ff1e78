import type { Tags } from '../model/tags.js';

/** The tag that keeps the key of a set of snapshots. */
export const SNAPSHOT_KEY_TAG = 'ec2-worker-client:snapshot-key';

/** The tag that keeps the worker that a snapshot was made of; also of an image. */
export const SOURCE_INSTANCE_TAG = 'ec2-worker-client:instance';

/** Each device of a set has a tag on all of its snapshots, so that one request says what belongs together. */
const DEVICE_PREFIX = 'ec2-worker-client:device:';

/** What the tags of a set tell of one of its volumes. */
export interface SnapshotDevice {
  readonly deviceName: string;
  readonly volumeId: string;
  readonly isRoot: boolean;
  readonly type: string;
  readonly iops: number | undefined;
  readonly throughput: number | undefined;
}

/** The tags of a set. */
export function snapshotTags(instanceId: string, key: string, devices: readonly SnapshotDevice[]): Tags {
  return {
    [SNAPSHOT_KEY_TAG]: key,
    [SOURCE_INSTANCE_TAG]: instanceId,
    ...Object.fromEntries(devices.map((device) => [`${DEVICE_PREFIX}${device.deviceName}`, encode(device)])),
  };
}

/** The devices that the tags of a snapshot tell of its set. What makes no sense is left out. */
export function snapshotDevices(tags: Tags): SnapshotDevice[] {
  return Object.entries(tags).flatMap(([key, value]) =>
    key.startsWith(DEVICE_PREFIX) ? decode(key.slice(DEVICE_PREFIX.length), value) : [],
  );
}

/** Whether a tag is one by which a set is known, and so not its maker's. */
export function isSnapshotTag(key: string): boolean {
  return key === SNAPSHOT_KEY_TAG || key === SOURCE_INSTANCE_TAG || key.startsWith(DEVICE_PREFIX);
}

function encode({ volumeId, isRoot, type, iops, throughput }: SnapshotDevice): string {
  return [volumeId, isRoot ? 'root' : 'data', type, iops ?? '-', throughput ?? '-'].join(' ');
}

function decode(deviceName: string, text: string): SnapshotDevice[] {
  const [volumeId, role, type, iops, throughput] = text.split(' ');
  if (volumeId === undefined || type === undefined) return [];
  const isRoot = role === 'root';
  return [{ deviceName, volumeId, isRoot, type, iops: toNumber(iops), throughput: toNumber(throughput) }];
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
