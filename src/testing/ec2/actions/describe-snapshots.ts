import type {
  DeleteSnapshotRequest,
  DescribeSnapshotsRequest,
  DescribeSnapshotsResult,
  Snapshot,
} from '@aws-sdk/client-ec2';
import { DeleteSnapshot$, DescribeSnapshots$ } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../wire/service-error.js';
import { type ActionContext, type Ec2Action, missingParameter } from '../action.js';
import { applyFilters, type FilterFields, tagField } from '../filters.js';
import { describeSnapshot, imageOfSnapshot, requireSnapshot, snapshotVisible } from '../find-snapshot.js';
import { paginate, refuseIdsWithPageSize } from '../pagination.js';

export const describeSnapshots: Ec2Action = { schema: DescribeSnapshots$, perform: describe };
export const deleteSnapshot: Ec2Action = { schema: DeleteSnapshot$, perform: remove };

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
function describe(
  request: DescribeSnapshotsRequest,
  { region, now }: ActionContext,
): DescribeSnapshotsResult {
  const ids = new Set(request.SnapshotIds);
  refuseIdsWithPageSize([...ids], request);
  for (const id of ids) requireSnapshot(id, region);
  const snapshots = [...region.snapshots.values()]
    .filter((snapshot) => snapshotVisible(snapshot, region))
    .filter(({ snapshotId }) => ids.size === 0 || ids.has(snapshotId))
    .map((snapshot) => describeSnapshot(snapshot, region, now))
    .filter(({ OwnerId }) => isOwnedBy(OwnerId, request.OwnerIds ?? [], region.account.accountId));
  const matching = applyFilters(snapshots, request.Filters, snapshotFields);
  const { items, nextToken } = paginate(matching, request, ({ SnapshotId = '' }) => SnapshotId);
  return { Snapshots: [...items], NextToken: nextToken };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshot.html */
function remove(request: DeleteSnapshotRequest, { region, commit }: ActionContext): object {
  if (request.SnapshotId === undefined) throw missingParameter('SnapshotId');
  const { snapshotId } = requireSnapshot(request.SnapshotId, region);
  const imageId = imageOfSnapshot(snapshotId, region);
  if (imageId !== undefined) {
    const text = `The snapshot ${snapshotId} is currently in use by ${imageId}`;
    throw new ServiceError('InvalidSnapshot.InUse', text);
  }
  commit();
  region.forgetSnapshot(snapshotId);
  return {};
}

function isOwnedBy(owner: string | undefined, wanted: readonly string[], self: string): boolean {
  return wanted.length === 0 || wanted.some((one) => owner === (one === 'self' ? self : one));
}

const FIELDS: Readonly<Record<string, (snapshot: Snapshot) => readonly (string | undefined)[]>> = {
  description: (snapshot) => [snapshot.Description],
  encrypted: (snapshot) => [String(snapshot.Encrypted)],
  'owner-id': (snapshot) => [snapshot.OwnerId],
  progress: (snapshot) => [snapshot.Progress],
  'snapshot-id': (snapshot) => [snapshot.SnapshotId],
  'start-time': (snapshot) => [snapshot.StartTime?.toISOString()],
  status: (snapshot) => [snapshot.State],
  'storage-tier': (snapshot) => [snapshot.StorageTier],
  'volume-id': (snapshot) => [snapshot.VolumeId],
  'volume-size': (snapshot) => [String(snapshot.VolumeSize)],
};

const snapshotFields: FilterFields<Snapshot> = (name) =>
  Object.hasOwn(FIELDS, name) ? FIELDS[name] : tagField(name, (snapshot: Snapshot) => snapshot.Tags ?? []);
