import type { AwsRegion } from '../../model/aws-region.js';
import type { DataVolumeOptions } from '../../model/create-instance-input.js';
import type {
  SnapshotRestore,
  SnapshotSet,
  SnapshotState,
  WorkerSnapshot,
} from '../../model/worker-snapshot.js';
import {
  SNAPSHOT_KEY_TAG,
  type SnapshotDevice,
  SOURCE_INSTANCE_TAG,
  snapshotDevices,
} from '../../tags/snapshot-tags.js';
import { volumeMake } from '../resources/volume-make.js';

/** Puts snapshots together that were made together, the newest first. What this package has not made is left out. */
export function toSnapshotSets(snapshots: readonly WorkerSnapshot[], region: AwsRegion): SnapshotSet[] {
  const groups = new Map<string, WorkerSnapshot[]>();
  for (const snapshot of snapshots) {
    const { [SNAPSHOT_KEY_TAG]: key, [SOURCE_INSTANCE_TAG]: instanceId } = snapshot.tags;
    if (key === undefined || instanceId === undefined) continue;
    const name = `${instanceId} ${key}`;
    groups.set(name, [...(groups.get(name) ?? []), snapshot]);
  }
  return [...groups.values()].flatMap((group) => toSet(group, region) ?? []).toSorted(newestFirst);
}

function toSet(group: readonly WorkerSnapshot[], region: AwsRegion): SnapshotSet | undefined {
  const snapshots = group.toSorted((one, other) => orderOf(one).localeCompare(orderOf(other)));
  const [first] = snapshots;
  if (first === undefined) return undefined;
  const devices = snapshotDevices(first.tags);
  const present = new Set(snapshots.map(({ volumeId }) => volumeId));
  return {
    instanceId: first.tags[SOURCE_INSTANCE_TAG] ?? '',
    key: first.tags[SNAPSHOT_KEY_TAG] ?? '',
    region,
    startedAt: first.startedAt,
    state: stateOf(snapshots),
    complete: devices.length > 0 && devices.every(({ volumeId }) => present.has(volumeId)),
    progressPercent: progressOf(snapshots),
    description: first.description,
    snapshots,
    restore: toRestore(snapshots, devices),
  };
}

function orderOf({ deviceName = '', snapshotId }: WorkerSnapshot): string {
  return `${deviceName} ${snapshotId}`;
}

/** The worst of them: one that failed, or else one that is not completed. */
function stateOf(snapshots: readonly WorkerSnapshot[]): SnapshotState {
  const states = snapshots.map(({ state }) => state);
  const open = states.filter((state) => state !== 'completed');
  return states.find((state) => state === 'error') ?? open[0] ?? 'completed';
}

function progressOf(snapshots: readonly WorkerSnapshot[]): number | undefined {
  const known = snapshots.flatMap(({ progressPercent }) => progressPercent ?? []);
  return known.length === snapshots.length ? Math.min(...known) : undefined;
}

function toRestore(
  snapshots: readonly WorkerSnapshot[],
  devices: readonly SnapshotDevice[],
): SnapshotRestore {
  const pairs = snapshots.flatMap((snapshot) => {
    const device = devices.find(({ volumeId }) => volumeId === snapshot.volumeId);
    return device === undefined ? [] : [{ snapshot, device }];
  });
  const root = pairs.find(({ device }) => device.isRoot);
  return {
    rootVolume: root && { deviceName: root.device.deviceName, ...make(root), ...encryption(root.snapshot) },
    rootSnapshotId: root?.snapshot.snapshotId,
    dataVolumes: pairs
      .filter(({ device }) => !device.isRoot)
      .map(({ snapshot, device }): DataVolumeOptions => {
        const { snapshotId } = snapshot;
        // EC2 encrypts what comes from an encrypted snapshot, with the same key.
        return { deviceName: device.deviceName, snapshotId, ...make({ snapshot, device }) };
      }),
  };
}

function make({ snapshot, device }: { snapshot: WorkerSnapshot; device: SnapshotDevice }) {
  return volumeMake({ ...device, sizeGiB: snapshot.sizeGiB });
}

function encryption({ encrypted, kmsKeyId }: WorkerSnapshot): Partial<DataVolumeOptions> {
  if (!encrypted) return {};
  return { encrypted, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) };
}

function newestFirst(one: SnapshotSet, other: SnapshotSet): number {
  const time = ({ startedAt }: SnapshotSet): number => startedAt?.getTime() ?? 0;
  const name = ({ instanceId, key }: SnapshotSet): string => `${instanceId} ${key}`;
  return time(other) - time(one) || name(one).localeCompare(name(other));
}
