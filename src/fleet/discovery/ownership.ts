import { OperationNotPermittedError } from '../../errors/operation-not-permitted-error.js';
import type { Tags } from '../../model/tags.js';
import type { WorkerSettings } from '../../settings/worker-settings.js';
import { FleetTag } from './fleet-tags.js';

/** By which tag a fleet knows its own workers. */
export interface FleetOwnership {
  /** The tag's key. Default `ManagedBy`. */
  readonly key?: string | undefined;
  /**
   * The tag's value. Default: that in `worker.defaultTags` of the settings. Without one every worker with the key
   * is listed, but nothing is stopped or terminated in bulk, recovered, or stopped for being idle: who knows whose it
   * is.
   */
  readonly value?: string | undefined;
}

/** By which tag a fleet knows its own workers, with everything decided. */
export interface ResolvedOwnership {
  readonly key: string;
  readonly value: string | undefined;
}

/** Completes an ownership by the settings. */
export function resolveOwnership(
  { key = FleetTag.MANAGED_BY, value }: FleetOwnership,
  settings: WorkerSettings | undefined,
): ResolvedOwnership {
  return { key, value: value ?? settings?.worker.defaultTags[key] };
}

/**
 * Refuses to end workers of a fleet that does not know its own: other tools tag what they make by the same key.
 *
 * @throws OperationNotPermittedError.
 */
export function refuseUnclearOwnership({ key, value }: ResolvedOwnership, operation: string): void {
  if (value !== undefined) return;
  const message = `${operation}: the fleet takes any value of the tag ${key} for its own, so nobody knows whose the workers are, and nothing is done to them in bulk. Give the fleet the value: ownership.value.`;
  throw new OperationNotPermittedError({ operation, message });
}

/** Whether a worker with these tags belongs to a fleet. */
export function isOwned(tags: Tags, { key, value }: ResolvedOwnership): boolean {
  return Object.hasOwn(tags, key) && (value === undefined || tags[key] === value);
}
