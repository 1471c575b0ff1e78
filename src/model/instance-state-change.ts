import type { InstanceState } from './instance-state.js';

/** What a start, stop or terminate did to an instance, as EC2 reports it. */
export interface InstanceStateChange {
  /** The instance that was changed. */
  readonly instanceId: string;
  /** The state before the call. */
  readonly previousState: InstanceState;
  /** The state right after it, usually one in transition such as `stopping`. */
  readonly currentState: InstanceState;
  /**
   * Whether the two differ; `false` means there was nothing to do, or that an earlier attempt whose reply
   * was lost had already done it.
   */
  readonly changed: boolean;
}
