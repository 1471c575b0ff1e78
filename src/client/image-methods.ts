import type { CallOptions } from '../model/call-options.js';
import type { CreateImageInput } from '../model/create-image-input.js';
import type { ImageQuery, ImageWaitOptions, WorkerImage } from '../model/worker-image.js';
import type { WorkerRef } from '../model/worker-ref.js';
import { createImage } from '../operations/images/create-image.js';
import { findImages, getImage } from '../operations/images/find-images.js';
import { waitForImage } from '../operations/images/wait-for-image.js';
import type { Dispatcher } from './dispatcher.js';
import { regionOfRef } from './worker-target.js';

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

  /**
   * Makes an image of a worker with all of its volumes, without restarting it unless asked to. It is `pending` for
   * some minutes; {@link ImageMethods.waitUntilAvailable} waits for the end. It happens once for a name: an image that was
   * made of the same worker under the name is returned.
   *
   * @throws InstanceNotFoundError; ConflictError if the name belongs to another image.
   */
  create(worker: WorkerRef, input: CreateImageInput, options?: CallOptions): Promise<WorkerImage>;

  /**
   * Waits until an image can be launched; faults that pass are ridden out.
   *
   * @throws IncorrectStateError as soon as it never will be; ResourceNotFoundError; WaitTimeoutError.
   */
  waitUntilAvailable(
    image: string | Pick<WorkerImage, 'imageId' | 'region'>,
    options?: ImageWaitOptions,
  ): Promise<WorkerImage>;
}

/** The methods of images over a client's dispatcher. */
export function imageMethods(dispatcher: Dispatcher): ImageMethods {
  return {
    find: (query, options = {}) =>
      dispatcher.inRegion('images.find', options, (context, call) => findImages(context, call, query)),
    get: (imageId, options = {}) =>
      dispatcher.inRegion('images.get', options, (context, call) => getImage(context, call, imageId)),
    create: (worker, input, options = {}) =>
      dispatcher.about('images.create', worker, options, (context, call) =>
        createImage(context, call, input),
      ),
    waitUntilAvailable: (image, options = {}) =>
      dispatcher.inRegion('images.waitUntilAvailable', regionOfRef(options, image), (context, call) =>
        waitForImage(context, call, image, options),
      ),
  };
}
