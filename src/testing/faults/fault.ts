import type { SimulatedRequest } from '../simulated-request.js';
import type { FaultEffect } from './fault-effect.js';

/** A request before it is answered, for a fault to decide on. */
export type FaultedRequest = Omit<SimulatedRequest, 'outcome'>;

/** Which requests a planned fault strikes, and how often. */
export interface FaultTarget {
  /** An action such as `RunInstances`; every action when left out. */
  readonly action?: string | undefined;
  /** Only requests that name this instance: by id, as a resource to tag or in an `instance-id` filter. */
  readonly instanceId?: string | undefined;
  /**
   * Only requests for which this is true, asked in the order in which they come and only for those that the rest
   * fits: for a part of them by chance, those of a region that is down, or of one caller. Default: all.
   */
  readonly when?: ((request: FaultedRequest) => boolean) | undefined;
  /** How many requests it strikes; 0 for none, `Infinity` for all. Default 1. */
  readonly times?: number | undefined;
}

/** A fault that AWS answers with an error code. */
export interface CodeFault extends FaultTarget {
  /** AWS's code, such as `InsufficientInstanceCapacity`. */
  readonly code: string;
  /** Default: AWS's text for the code, where the simulator knows it. */
  readonly message?: string | undefined;
  /** Default: AWS's status for the code, 400 for most. */
  readonly httpStatus?: number | undefined;
}

/** A fault that AWS answers with several errors at once. */
export interface CodesFault extends FaultTarget {
  /** The errors, in the order of the reply. */
  readonly codes: readonly {
    /** Such as `UnauthorizedOperation`. */
    readonly code: string;
    /** Default: AWS's text for the code, where the simulator knows it. */
    readonly message?: string | undefined;
  }[];
  /** Default: the status of the first code. */
  readonly httpStatus?: number | undefined;
}

/**
 * A fault of the connection or of the reply. Nothing is carried out unless it says so here:
 *
 * - `reset`: the connection breaks before the action is carried out;
 * - `lost-reply`: the action is carried out, then the connection breaks;
 * - `stall`: no answer ever comes; only the caller's abort or request timeout ends the request;
 * - `html-502`: a load balancer's error page;
 * - `html-200`: a captive portal's page with status 200;
 * - `truncated`: the action is carried out and half of its reply arrives, with its status;
 * - `empty`: no body.
 */
export interface EffectFault extends FaultTarget {
  /** What happens in place of an ordinary reply. */
  readonly effect: FaultEffect;
  /** The status of an `empty` reply. Default 200. */
  readonly httpStatus?: number | undefined;
}

/** A fault to plan with {@link SimulatedAws.fail}. */
export type SimulatedFault = CodeFault | CodesFault | EffectFault;
