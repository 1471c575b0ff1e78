import type { Snapshot } from '@aws-sdk/client-ec2';
import type { WorkerSnapshot } from '../../model/worker-snapshot.js';
import { snapshotDevices } from '../../tags/snapshot-tags.js';
import { tagsFromList } from '../../tags/tag-list.js';

/** EC2's description of a snapshot in our words; `undefined` for a row without an id. */
export function toWorkerSnapshot(row: Snapshot): WorkerSnapshot | undefined {
  const { SnapshotId: snapshotId, VolumeId: volumeId = 'unknown' } = row;
  if (snapshotId === undefined) return undefined;
  const tags = tagsFromList(row.Tags);
  return {
    snapshotId,
    volumeId,
    deviceName: snapshotDevices(tags).find((device) => device.volumeId === volumeId)?.deviceName,
    // A server that says nothing of a snapshot that it has just begun has begun it.
    state: isSaid(row.State) ? row.State : 'pending',
    stateMessage: isSaid(row.StateMessage) ? row.StateMessage : undefined,
    progressPercent: toPercent(row.Progress),
    sizeGiB: row.VolumeSize ?? 0,
    encrypted: row.Encrypted ?? false,
    kmsKeyId: row.KmsKeyId,
    startedAt: row.StartTime,
    completedAt: row.CompletionTime,
    description: isSaid(row.Description) ? row.Description : undefined,
    ownerId: row.OwnerId,
    tags,
  };
}

function isSaid<Text extends string>(text: Text | undefined): text is Text {
  return text !== undefined && text !== '';
}

function toPercent(text: string | undefined): number | undefined {
  const match = /^(\d{1,3})%$/.exec(text ?? '');
  return match === null ? undefined : Number(match[1]);
}
