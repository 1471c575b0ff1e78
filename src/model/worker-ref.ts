import type { AwsRegion } from './aws-region.js';

/**
 * Names a worker: its instance id, or anything that carries one, such as a {@link WorkerInstance}
 * that an earlier call returned. A `region` in it wins over the client's.
 */
export type WorkerRef =
  | string
  | {
      /** Such as `i-0123456789abcdef0`. */
      readonly instanceId: string;
      /** Default: the client's region. */
      readonly region?: AwsRegion | undefined;
    };
