import { isRecord } from '../../errors/describe-type.js';
import { InvalidParameterError } from '../../errors/invalid-parameter-error.js';
import type { AwsRegion } from '../../model/aws-region.js';
import type { WorkerMemo } from './worker-memo.js';

/** A worker in a {@link MonitorSnapshot}. */
export interface RememberedWorker extends WorkerMemo {
  /** When it was last seen, as an ISO 8601 time. */
  readonly lastSeen: string;
}

/**
 * What the reader of a monitor has been told, as JSON has it: to keep it in a file, and to go on from there in another
 * process. It holds the tags of the workers.
 */
export interface MonitorSnapshot {
  /** The version of this form. */
  readonly version: 1;
  /** When it was taken, as an ISO 8601 time. */
  readonly takenAt: string;
  /** The workers of the fleet. */
  readonly workers: readonly RememberedWorker[];
  /** The accounts and regions that were unreachable. */
  readonly unreachable: readonly {
    /** The region. */
    readonly region: AwsRegion;
    /** The role by which the account is reached; left out for the client's own account. */
    readonly roleArn?: string | undefined;
  }[];
}

/**
 * Refuses what is no snapshot, or one of another version.
 *
 * @throws InvalidParameterError.
 */
export function checkSnapshot(snapshot: unknown): void {
  if (snapshot === undefined) return;
  const version = isRecord(snapshot) ? snapshot['version'] : undefined;
  const isWhole =
    isRecord(snapshot) &&
    isListOf(snapshot['workers'], isMemo) &&
    isListOf(snapshot['unreachable'], (place) => typeof place['region'] === 'string');
  if (version === 1 && isWhole) return;
  throw new InvalidParameterError({
    operation: 'monitor',
    parameter: 'snapshot',
    expected: "a snapshot of version 1, as a monitor's snapshot() gives it",
    received: version === 1 ? 'a damaged one' : `version ${String(version)}`,
  });
}

function isListOf(list: unknown, isRight: (item: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(list) && list.every((item) => isRecord(item) && isRight(item));
}

function isMemo({
  instanceId,
  region,
  state,
  health,
  failing,
  tags,
  planned,
  lastSeen,
}: Readonly<Record<string, unknown>>): boolean {
  const texts = [instanceId, region, state, health, lastSeen];
  return (
    texts.every((text) => typeof text === 'string') &&
    !Number.isNaN(Date.parse(String(lastSeen))) &&
    [failing, planned].every((list) => Array.isArray(list)) &&
    isRecord(tags)
  );
}
