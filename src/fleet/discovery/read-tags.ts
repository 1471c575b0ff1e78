import type { Tags } from '../../model/tags.js';
import { FleetTag } from './fleet-tags.js';

/** The value of a tag; `undefined` without it. What every object inherits is no tag. */
export function tagOf(tags: Tags, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}

/** The time that a tag tells; `undefined` if it tells none. */
export function timeOf(value: string | undefined): Date | undefined {
  const time = new Date(value ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The value of a tag as it is meant by whoever wrote it by hand: `True ` is `true`. */
export function wordOf(tags: Tags, key: string): string | undefined {
  return tagOf(tags, key)?.trim().toLowerCase();
}

/** Whether a worker is one that a fleet neither stops, terminates nor replaces. */
export function isProtected(tags: Tags): boolean {
  return wordOf(tags, FleetTag.PROTECTED) === 'true';
}
