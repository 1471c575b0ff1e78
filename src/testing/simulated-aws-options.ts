import type { Clock } from '../time/clock.js';
import type { SimulatedLimits } from './ec2/limits.js';
import type { SimulatedTiming } from './ec2/timing.js';

/** Options of {@link SimulatedAws}. */
export interface SimulatedAwsOptions {
  /** How long instances take to change; the defaults are about those of EC2. */
  readonly timing?: SimulatedTiming | undefined;
  /**
   * The time that everything goes by: a {@link ManualClock} makes it stand still until told otherwise.
   * Default: real time, which {@link SimulatedAws.advance} sets forward.
   */
  readonly clock?: Clock | undefined;
  /** What the account may not exceed. Default: no limits. */
  readonly limits?: SimulatedLimits | undefined;
  /** The account that everything belongs to which is not made with a role of another one. Default `123456789012`. */
  readonly accountId?: string | undefined;
  /**
   * Regions that the accounts have opted in to, such as `me-south-1`. In an opt-in region that is not among
   * them nobody's credentials are known. Default: none.
   */
  readonly optedInRegions?: readonly string[] | undefined;
  /**
   * How long a terminated instance stays visible before its id is unknown, in milliseconds.
   * Default one hour, as for EC2.
   */
  readonly terminatedVisibleMs?: number | undefined;
  /**
   * How far a request's signing time may be from the simulated time, in milliseconds, either way;
   * `Infinity` switches the check off. Default five minutes.
   *
   * An SDK client that is refused for this reads the reply's `date` and tries again with its clock set, as
   * long as it has a second attempt.
   */
  readonly maxClockSkewMs?: number | undefined;
}
