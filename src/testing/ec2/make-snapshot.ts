import type { Ec2Region } from './ec2-region.js';
import type { SimulatedSnapshot } from './simulated-snapshot.js';
import { type SimulatedVolume, volumeSize } from './simulated-volume.js';
import { mergeTags } from './tag-rules.js';

/** Begins to copy a volume at `now`. */
export function makeSnapshot(
  volume: SimulatedVolume,
  region: Ec2Region,
  { description = '', tags }: { description?: string | undefined; tags: Iterable<readonly [string, string]> },
): SimulatedSnapshot {
  const { account, now } = region;
  const snapshot: SimulatedSnapshot = {
    snapshotId: account.ids.next('snap'),
    volumeId: volume.volumeId,
    sizeGiB: volumeSize(volume),
    encrypted: volume.device.Encrypted ?? false,
    kmsKeyId: volume.device.KmsKeyId,
    description,
    startedAt: now,
    completesAt: now + account.timing.snapshotMs,
  };
  region.snapshots.set(snapshot.snapshotId, snapshot);
  region.setTags(snapshot.snapshotId, tags);
  return snapshot;
}

/** Those of a volume, without what AWS keeps to itself, and over them those that are asked for. */
export function copiedTags(
  volume: SimulatedVolume,
  asked: ReadonlyMap<string, string>,
  region: Ec2Region,
): ReadonlyMap<string, string> {
  const own = region
    .tagsOf(volume.volumeId)
    .map(({ Key = '', Value = '' }) => ({ Key, Value }))
    .filter(({ Key }) => !Key.startsWith('aws:') && !asked.has(Key));
  return mergeTags(region, '', [...own.map(({ Key, Value }) => [Key, Value] as const), ...asked]);
}
