import type { ImageMethods } from './image-methods.js';
import type { LazyEngine } from './lazy-engine.js';
import type { MetricMethods } from './metric-methods.js';

/** The methods of images, carried out by an engine that is loaded with the first call. */
export function lazyImages(lazy: LazyEngine): ImageMethods {
  return {
    find: (...given) => lazy.call(given, ({ images }, own) => images.find(...own)),
    get: (...given) => lazy.call(given, ({ images }, own) => images.get(...own)),
  };
}

/** The methods of metrics, in the same way. */
export function lazyMetrics(lazy: LazyEngine): MetricMethods {
  return { publish: (...given) => lazy.call(given, ({ metrics }, own) => metrics.publish(...own)) };
}
