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

/** Somebody who wants to see what becomes of an instance: what, how often, until when, and whom to tell. */
export interface Observer extends DelayBounds {
  readonly instanceId: string;
  /** The method on whose behalf, for error messages. */
  readonly operation: string;
  /** When it ends, in milliseconds of the session's clock; the last look comes shortly before. */
  readonly endsAt: number;
  readonly abortSignal: AbortSignal | undefined;
  /** How soon something new may be expected; `undefined` while EC2 does not know the instance. */
  pace(checks: InstanceStatusChecks | undefined): Pace;
  /** Takes what was seen; faults are observations, too. The next look comes no sooner than this is over. */
  see(observation: Observation): Promise<void>;
  /** Told once when nothing more will be seen, unless the observer has left before: why. */
  end(reason: ObservationEnd): void;
}

/** Why nothing more is seen: the time is up, the caller has aborted, the client was destroyed, or a mistake. */
export type ObservationEnd = 'time-is-up' | { readonly reason: unknown };

/** Who looks at instances, and how often, is not an observer's business. */
export interface ObservationSource {
  /** Looks on behalf of an observer until its end, or until it leaves. */
  observe(observer: Observer): Attendance;
}

/** An observer's place. */
export interface Attendance {
  /** Ends it in silence. */
  leave(): void;
}
