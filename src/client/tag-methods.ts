import type { CallOptions } from '../model/call-options.js';
import type { Tags } from '../model/tags.js';
import type { WorkerRef } from '../model/worker-ref.js';

/** How a client reads and changes the tags of a worker. */
export interface TagMethods {
  /**
   * Reads the tags of an instance, those that AWS has put there included.
   *
   * @throws InstanceNotFoundError.
   */
  getTags(worker: WorkerRef, options?: CallOptions): Promise<Tags>;

  /**
   * Reads the tags of an instance by DescribeTags, for a second opinion: `getTags` reads them with the instance.
   * Concurrent calls share a request. Of an instance that is not there EC2 says the same as of one that has no tags.
   */
  readTags(worker: WorkerRef, options?: CallOptions): Promise<Tags>;

  /**
   * Adds tags to an instance, and overwrites those that are there.
   *
   * @throws InstanceNotFoundError, QuotaExceededError (more than 50 in all).
   */
  addTags(worker: WorkerRef, tags: Tags, options?: CallOptions): Promise<void>;

  /**
   * Removes tags from an instance by key, whatever their values. Keys that are not there do not matter;
   * an empty list is refused, since EC2 would remove every tag.
   *
   * @throws InstanceNotFoundError.
   */
  removeTags(worker: WorkerRef, tagKeys: readonly string[], options?: CallOptions): Promise<void>;
}
