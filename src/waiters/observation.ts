import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';

/** One look at an instance. */
export interface Observation {
  /** When the answer arrived, in milliseconds of the session's clock. */
  readonly at: number;
  /**
   * How many changes this client had made when the request was sent. An answer that is older than a
   * change may not be taken for the state after it.
   */
  readonly changesBefore: number;
  readonly seen:
    | { readonly kind: 'checks'; readonly checks: InstanceStatusChecks }
    | { readonly kind: 'missing'; readonly error: Ec2WorkerError }
    | { readonly kind: 'failed'; readonly error: Ec2WorkerError };
}

/** What a wait asks of whoever does the looking. */
export interface ObservationRequest {
  readonly instanceId: string;
  /** The method on whose behalf, for error messages. */
  readonly operation: string;
  /** In milliseconds. */
  readonly minDelay: number;
  /** In milliseconds. */
  readonly maxDelay: number;
  /** When the wait ends, in milliseconds of the session's clock; the last look comes shortly before. */
  readonly endsAt: number;
  readonly signal: AbortSignal;
}

/** Who looks at instances, and how often, is not a wait's business: it only consumes. */
export interface ObservationSource {
  /** Looks until the signal aborts. Faults are observations; nothing but the signal ends the sequence. */
  observe(request: ObservationRequest): AsyncIterable<Observation>;
}
