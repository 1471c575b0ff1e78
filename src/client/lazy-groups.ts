import type { ImageMethods } from './image-methods.js';
import type { LazyEngine } from './lazy-engine.js';
import type { MetricMethods } from './metric-methods.js';
import type { SnapshotMethods } from './snapshot-methods.js';
import type { VolumeMethods } from './volume-methods.js';

/** The methods of images, carried out by an engine that is loaded with the first call. */
export function lazyImages(lazy: LazyEngine): ImageMethods {
  return {
    find: (...given) => lazy.callByCopy(given, ({ images }, own) => images.find(...own)),
    get: (...given) => lazy.callByCopy(given, ({ images }, own) => images.get(...own)),
    create: (...given) => lazy.callByCopy(given, ({ images }, own) => images.create(...own)),
    waitUntilAvailable: (...given) =>
      lazy.callByCopy(given, ({ images }, own) => images.waitUntilAvailable(...own)),
  };
}

/** The methods of metrics, in the same way. */
export function lazyMetrics(lazy: LazyEngine): MetricMethods {
  return { publish: (...given) => lazy.callByCopy(given, ({ metrics }, own) => metrics.publish(...own)) };
}

/** The methods of snapshots, in the same way. */
export function lazySnapshots(lazy: LazyEngine): SnapshotMethods {
  return {
    create: (...given) => lazy.callByCopy(given, ({ snapshots }, own) => snapshots.create(...own)),
    list: (...given) => lazy.callByCopy(given, ({ snapshots }, own) => snapshots.list(...own)),
    waitUntilCompleted: (...given) =>
      lazy.callByCopy(given, ({ snapshots }, own) => snapshots.waitUntilCompleted(...own)),
    delete: (...given) => lazy.callByCopy(given, ({ snapshots }, own) => snapshots.delete(...own)),
    prune: (...given) => lazy.callByCopy(given, ({ snapshots }, own) => snapshots.prune(...own)),
  };
}

/** The methods of volumes, in the same way. */
export function lazyVolumes(lazy: LazyEngine): VolumeMethods {
  return { list: (...given) => lazy.callByCopy(given, ({ volumes }, own) => volumes.list(...own)) };
}
