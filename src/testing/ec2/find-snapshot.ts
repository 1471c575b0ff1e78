import type { Snapshot } from '@aws-sdk/client-ec2';
import { ServiceError } from '../wire/service-error.js';
import type { Ec2Region } from './ec2-region.js';
import { type SimulatedSnapshot, snapshotState } from './simulated-snapshot.js';
import { durationFor } from './timing.js';

/** A snapshot as DescribeSnapshots shows it at `now`. */
export function describeSnapshot(snapshot: SimulatedSnapshot, region: Ec2Region, now: number): Snapshot {
  const state = snapshotState(snapshot, now);
  return {
    SnapshotId: snapshot.snapshotId,
    VolumeId: snapshot.volumeId,
    VolumeSize: snapshot.sizeGiB,
    State: state,
    StateMessage: snapshot.failure,
    StartTime: new Date(snapshot.startedAt),
    CompletionTime: state === 'completed' ? new Date(snapshot.completesAt) : undefined,
    Progress: `${progress(snapshot, now)}%`,
    OwnerId: region.account.accountId,
    Description: snapshot.description,
    Encrypted: snapshot.encrypted,
    KmsKeyId: snapshot.kmsKeyId,
    StorageTier: 'standard',
    Tags: region.tagsOf(snapshot.snapshotId),
  };
}

function progress({ startedAt, completesAt }: SimulatedSnapshot, now: number): number {
  if (now >= completesAt) return 100;
  return Math.floor(((now - startedAt) / (completesAt - startedAt)) * 100);
}

/** Whether callers can see a snapshot yet. */
export function snapshotVisible({ snapshotId, startedAt }: SimulatedSnapshot, region: Ec2Region): boolean {
  return region.now >= startedAt + durationFor(region.account.timing.visibleAfterMs, snapshotId);
}

/** @throws ServiceError `InvalidSnapshotID.Malformed` or `InvalidSnapshot.NotFound`. */
export function requireSnapshot(snapshotId: string, region: Ec2Region): SimulatedSnapshot {
  if (!/^snap-([0-9a-f]{8}|[0-9a-f]{17})$/.test(snapshotId)) {
    const text = `Invalid id: "${snapshotId}" (expecting "snap-...")`;
    throw new ServiceError('InvalidSnapshotID.Malformed', text);
  }
  const snapshot = region.snapshots.get(snapshotId);
  if (snapshot !== undefined && snapshotVisible(snapshot, region)) return snapshot;
  throw new ServiceError('InvalidSnapshot.NotFound', `The snapshot '${snapshotId}' does not exist.`);
}

/** The image that a snapshot belongs to, if any. */
export function imageOfSnapshot(snapshotId: string, region: Ec2Region): string | undefined {
  for (const [imageId, { BlockDeviceMappings = [] }] of region.images) {
    if (BlockDeviceMappings.some(({ Ebs }) => Ebs?.SnapshotId === snapshotId)) return imageId;
  }
  return undefined;
}
