import { describeType, isRecord } from '../../errors/describe-type.js';
import { InputCheck, isText } from '../../errors/input-check.js';
import type {
  CreateSnapshotsOptions,
  PruneSnapshotsOptions,
  SnapshotFilter,
} from '../../model/snapshot-inputs.js';
import type { Tags } from '../../model/tags.js';
import type { WorkerRef } from '../../model/worker-ref.js';
import type { SnapshotSetRef } from '../../model/worker-snapshot.js';
import { isSnapshotTag } from '../../tags/snapshot-tags.js';
import { checkTags, TAG_LIMITS } from '../../tags/tag-rules.js';
import { checkInstanceId } from '../check-instance-id.js';

const LONGEST_DESCRIPTION = 255;

/** What to copy, checked, with the defaults filled in; a copy, since the caller may go on to change the object. */
export interface SnapshotWish {
  readonly key: string | undefined;
  readonly description: string | undefined;
  readonly tags: Tags;
  readonly copyTags: boolean;
  readonly excludeRootVolume: boolean;
  readonly excludeDevices: readonly string[];
}

/** @throws InvalidParameterError for what cannot be a wish. */
export function checkCreation(options: CreateSnapshotsOptions, operation: string): SnapshotWish {
  const check = new InputCheck(operation);
  const { key, description, tags, copyTags, excludeRootVolume, excludeDevices } = options;
  if (key !== undefined) checkKey(key, check);
  checkDescription(description, check);
  if (tags !== undefined && !(isRecord(tags) && Object.keys(tags).length === 0)) checkTags(tags, operation);
  for (const tag of Object.keys(tags ?? {})) {
    check.that(!isSnapshotTag(tag), 'tags', 'no tags that keep a set together', tag);
  }
  checkFlag(copyTags, 'copyTags', check);
  checkFlag(excludeRootVolume, 'excludeRootVolume', check);
  const areDevices =
    excludeDevices === undefined || (Array.isArray(excludeDevices) && excludeDevices.every(isText));
  check.that(areDevices, 'excludeDevices', 'a list of devices such as /dev/sdg', excludeDevices);
  return {
    key,
    description,
    tags: { ...tags },
    copyTags: copyTags ?? true,
    excludeRootVolume: excludeRootVolume ?? false,
    excludeDevices: [...(excludeDevices ?? [])],
  };
}

/** @throws InvalidParameterError for a description that EC2 does not take. */
export function checkDescription(description: unknown, check: InputCheck): void {
  const isRight =
    description === undefined ||
    (typeof description === 'string' && description.length <= LONGEST_DESCRIPTION);
  const expected = `text of at most ${LONGEST_DESCRIPTION} characters`;
  check.that(isRight, 'description', expected, description);
}

/** @throws InvalidParameterError for what names no set. */
export function checkSetRef(set: SnapshotSetRef, operation: string): SnapshotSetRef {
  const check = new InputCheck(operation);
  check.about(isRecord(set), 'set', 'a set of snapshots, or its instanceId and key', describeType(set));
  checkInstanceId(set.instanceId, operation, 'set.instanceId');
  checkKey(set.key, check, 'set.key');
  return { instanceId: set.instanceId, key: set.key };
}

/** @throws InvalidParameterError for what is no filter. */
export function checkFilter(filter: SnapshotFilter, operation: string): void {
  const check = new InputCheck(operation);
  check.about(isRecord(filter), 'filter', 'an object', describeType(filter));
  const { key, minAgeSeconds, maxAgeSeconds } = filter;
  if (key !== undefined) checkKey(key, check);
  for (const [name, value] of Object.entries({ minAgeSeconds, maxAgeSeconds })) {
    const isAge = value === undefined || (typeof value === 'number' && value >= 0);
    check.that(isAge, name, 'a number of seconds, 0 or more', value);
  }
}

/** @throws InvalidParameterError for rules that make no sense, or none. */
export function checkPruning(options: PruneSnapshotsOptions, operation: string): void {
  const check = new InputCheck(operation);
  const { keepNewest, keepForSeconds, dryRun } = options;
  const hasRule = keepNewest !== undefined || keepForSeconds !== undefined;
  check.about(hasRule, 'options', 'keepNewest, keepForSeconds or both', 'neither');
  const isCount = keepNewest === undefined || (Number.isInteger(keepNewest) && keepNewest >= 1);
  check.that(isCount, 'keepNewest', 'a whole number of at least 1', keepNewest);
  const isAge = keepForSeconds === undefined || (Number.isFinite(keepForSeconds) && keepForSeconds > 0);
  check.that(isAge, 'keepForSeconds', 'a number of seconds, above 0', keepForSeconds);
  checkFlag(dryRun, 'dryRun', check);
}

/** The id of a worker that is referred to. @throws InvalidParameterError. */
export function instanceIdOf(worker: WorkerRef | undefined, operation: string): string | undefined {
  if (worker === undefined) return undefined;
  const instanceId: unknown = isRecord(worker) ? worker['instanceId'] : worker;
  checkInstanceId(instanceId, operation, 'worker');
  return instanceId;
}

function checkKey(key: unknown, check: InputCheck, parameter = 'key'): void {
  const isRight = isText(key) && Array.from(key).length <= TAG_LIMITS.valueLength;
  check.that(isRight, parameter, `text of 1 to ${TAG_LIMITS.valueLength} characters`, key);
}

function checkFlag(value: unknown, parameter: string, check: InputCheck): void {
  check.that(value === undefined || typeof value === 'boolean', parameter, 'true or false', value);
}
