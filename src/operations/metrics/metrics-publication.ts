import type { Ec2WorkerError } from '../../errors/ec2-worker-error.js';

/** What became of one datum. */
export type MetricOutcome =
  | {
      /** The datum was published. */
      readonly published: true;
    }
  | {
      /** The datum was not published, as far as is known. */
      readonly published: false;
      /** Why the request that it was in failed. */
      readonly error: Ec2WorkerError;
    };

/** What became of data that were to be published. */
export interface MetricsPublication {
  /** What became of each datum, in the order in which they were given. */
  readonly outcomes: readonly MetricOutcome[];
  /** How many were published. */
  readonly published: number;
  /** Whether all were. */
  readonly complete: boolean;
}
