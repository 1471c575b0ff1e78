import type { Tags } from '../model/tags.js';

/** A tag as the EC2 API writes it. */
interface TagEntry {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** EC2's list of tags as an object. `keep` may give back another copy of a value. */
export function tagsFromList(
  list: readonly TagEntry[] | undefined,
  keep: (value: string) => string = (value) => value,
): Tags {
  // `fromEntries` defines its properties, so that even a tag named `__proto__` is kept as a tag.
  return Object.fromEntries((list ?? []).map(({ Key: key = '', Value: value = '' }) => [key, keep(value)]));
}

/** Tags as EC2's list, in the order of the object's keys. */
export function tagsToList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ Key: key, Value: value }));
}
