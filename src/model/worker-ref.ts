import type { AwsRegion } from './aws-region.js';

/**
 * Names a worker: its instance id, or anything that carries one, such as a {@link WorkerInstance}
 * that an earlier call returned. A `region` in it wins over the client's.
 */
export type WorkerRef = string | { readonly instanceId: string; readonly region?: AwsRegion | undefined };
