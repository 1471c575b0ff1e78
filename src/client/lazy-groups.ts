import type { ImageMethods } from './image-methods.js';
import type { LazyEngine } from './lazy-engine.js';

/** The methods of images, carried out by an engine that is loaded with the first call. */
export function lazyImages(lazy: LazyEngine): ImageMethods {
  return {
    find: (...given) => lazy.call(given, ({ images }, own) => images.find(...own)),
    get: (...given) => lazy.call(given, ({ images }, own) => images.get(...own)),
  };
}
