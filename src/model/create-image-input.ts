import type { Tags } from './tags.js';

/** What image to make of a worker. */
export interface CreateImageInput {
  /**
   * Makes it happen once: a second call with the same name gives the image of the first. 3 to 128 letters, digits,
   * spaces and `()[]./-'@_`.
   */
  readonly name: string;
  /** At most 255 characters. Default: none. */
  readonly description?: string | undefined;
  /** Put on the image and its snapshots. Default: none. */
  readonly tags?: Tags | undefined;
  /**
   * Restarts the worker for it, so that its file systems are sound; otherwise the image shows them as after a power
   * cut. Default `false`.
   */
  readonly reboot?: boolean | undefined;
}
