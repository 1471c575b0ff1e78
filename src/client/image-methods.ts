import type { CallOptions } from '../model/call-options.js';
import type { ImageQuery, WorkerImage } from '../model/worker-image.js';
import { findImages, getImage } from '../operations/images/find-images.js';
import type { Dispatcher } from './dispatcher.js';

/** What a client can tell of machine images. */
export interface ImageMethods {
  /**
   * Finds images by name and owner, the newest first; every page. Unless other owners are named only the
   * caller's own match, since anybody may publish an image under any name.
   *
   * @example
   * {@includeCode ../../examples/find-image.ts#program}
   */
  find(query: ImageQuery, options?: CallOptions): Promise<WorkerImage[]>;

  /**
   * Reads an image.
   *
   * @throws ResourceNotFoundError for one that does not exist in the region, or is not shared with the caller.
   */
  get(imageId: string, options?: CallOptions): Promise<WorkerImage>;
}

/** The methods of images over a client's dispatcher. */
export function imageMethods(dispatcher: Dispatcher): ImageMethods {
  return {
    find: (query, options = {}) =>
      dispatcher.inRegion('images.find', options, (context, call) => findImages(context, call, query)),
    get: (imageId, options = {}) =>
      dispatcher.inRegion('images.get', options, (context, call) => getImage(context, call, imageId)),
  };
}
