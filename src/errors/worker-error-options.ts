import type { FallbackScope } from './worker-error-kind.js';

/** What every error of this package can tell, as its constructor takes it. */
export interface WorkerErrorOptions {
  /** What was tried, on what, why it failed and what to do. Secrets in it are cut out. */
  readonly message: string;
  /** AWS's own code, such as `InvalidInstanceID.NotFound`; of a CML host, a `CmlProblemCode`. */
  readonly code?: string | undefined;
  /** The method that was called, such as `startInstance`. */
  readonly operation?: string | undefined;
  /** The region that was called. */
  readonly region?: string | undefined;
  /** The CML host that was called, such as `203.0.113.7:443`. */
  readonly host?: string | undefined;
  /** The instances concerned. Default: none. */
  readonly instanceIds?: readonly string[] | undefined;
  /** AWS's id of the request, for a support case. */
  readonly requestId?: string | undefined;
  /** The status of AWS's answer. */
  readonly httpStatus?: number | undefined;
  /** Whether the same request may succeed later, unchanged. Default `false`. */
  readonly retryable?: boolean | undefined;
  /** What else may succeed. Default `none`. */
  readonly fallbackScope?: FallbackScope | undefined;
  /** The idempotency token of a launch, by which to look up what became of it. */
  readonly clientToken?: string | undefined;
  /** What was thrown below. Kept as it is unless it holds a secret: then a copy without it. */
  readonly cause?: unknown;
}

/** The options of an error that composes its own message where none is given. */
export type SelfDescribingOptions = Omit<WorkerErrorOptions, 'message'> & {
  /** Default: composed from the other options. */
  readonly message?: string | undefined;
};
