import type { InstanceState } from './instance-state.js';
import type { StatusCheck } from './status-check.js';

/** What a wait saw of an instance when something about it changed. */
export interface WaitTransition {
  /** When it was seen. */
  readonly at: Date;
  /** Seconds since the wait began. */
  readonly elapsedSeconds: number;
  /** `undefined` while EC2 does not know the instance yet. */
  readonly instanceState: InstanceState | undefined;
  /** The instance check, where checks were read. */
  readonly instanceStatus?: StatusCheck | undefined;
  /** The system check, where checks were read. */
  readonly systemStatus?: StatusCheck | undefined;
  /** The attached-EBS check, where EC2 reports one. */
  readonly attachedEbsStatus?: StatusCheck | undefined;
}
