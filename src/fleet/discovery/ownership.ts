import type { Tags } from '../../model/tags.js';
import type { WorkerSettings } from '../../settings/worker-settings.js';
import { FleetTag } from './fleet-tags.js';

/** By which tag a fleet knows its own workers. */
export interface FleetOwnership {
  /** The tag's key. Default `ManagedBy`. */
  readonly key?: string | undefined;
  /**
   * The tag's value. Default: that in `worker.defaultTags` of the settings. Without one every worker with the key
   * is listed, but nothing is stopped or terminated in bulk: who knows whose it is.
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

/** Whether a worker with these tags belongs to a fleet. */
export function isOwned(tags: Tags, { key, value }: ResolvedOwnership): boolean {
  return Object.hasOwn(tags, key) && (value === undefined || tags[key] === value);
}
