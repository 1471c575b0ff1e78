import type { AwsRegion } from './aws-region.js';

/** What every call takes. */
export interface CallOptions {
  /** The region to call, in place of the worker's and the client's. */
  readonly region?: AwsRegion | undefined;
  /**
   * Ends the call with an `AbortedError`: nothing is sent afterwards and no timer is left.
   * A deadline is `AbortSignal.timeout(milliseconds)`.
   */
  readonly abortSignal?: AbortSignal | undefined;
}
