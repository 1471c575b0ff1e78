import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { InstanceStatusChecks } from '../model/instance-status-checks.js';
import type { DelayBounds, Pace } from './poll-pace.js';

/** One look at an instance. */
export interface Observation {
  /** When the answer arrived, in milliseconds of the session's clock. */
  readonly at: number;
  /**
   * How many changes this client had made when the request was sent. An answer that is older than a
   * change may not be taken for the state after it.
   */
  readonly changesBefore: number;
  readonly seen: Sight;
}

/** What a look has shown. */
export type Sight =
  | { readonly kind: 'checks'; readonly checks: InstanceStatusChecks }
  | { readonly kind: 'missing'; readonly error: Ec2WorkerError }
  | { readonly kind: 'failed'; readonly error: Ec2WorkerError };

/** What somebody asks of whoever does the looking. */
export interface ObservationRequest extends DelayBounds {
  readonly instanceId: string;
  /** The method on whose behalf, for error messages. */
  readonly operation: string;
  /** When it ends, in milliseconds of the session's clock; the last look comes shortly before. Default: never. */
  readonly endsAt?: number | undefined;
  readonly signal: AbortSignal;
  /** How soon something new may be expected; `undefined` while EC2 does not know the instance. */
  readonly pace: (checks: InstanceStatusChecks | undefined) => Pace;
}

/** Who looks at instances, and how often, is not a wait's business: it only consumes. */
export interface ObservationSource {
  /** Looks until the signal aborts. Faults are observations; nothing but the signal ends the sequence. */
  observe(request: ObservationRequest): AsyncIterable<Observation>;
}
