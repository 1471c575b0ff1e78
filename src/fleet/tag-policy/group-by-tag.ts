import type { WorkerInstance } from '../../model/worker-instance.js';
import { tagOf } from '../discovery/read-tags.js';

/** Workers that have the same value of a tag. */
export interface TagGroup<Worker> {
  /** The tag. */
  readonly key: string;
  /** Its value; `undefined` for the workers that lack the tag. */
  readonly value: string | undefined;
  /** The workers, in the order in which they were given. */
  readonly workers: readonly Worker[];
}

/**
 * Groups workers by the value of a tag, such as a cost-allocation tag: the largest group first, those without the tag
 * last. Every worker is in one group.
 */
export function groupByTag<Worker extends Pick<WorkerInstance, 'tags'>>(
  workers: Iterable<Worker>,
  key: string,
): TagGroup<Worker>[] {
  const groups = new Map<string | undefined, Worker[]>();
  for (const worker of workers) {
    const value = tagOf(worker.tags, key);
    groups.set(value, [...(groups.get(value) ?? []), worker]);
  }
  return [...groups]
    .map(([value, members]) => ({ key, value, workers: members }))
    .sort((one, other) => {
      if ((one.value === undefined) !== (other.value === undefined)) return one.value === undefined ? 1 : -1;
      return other.workers.length - one.workers.length;
    });
}
