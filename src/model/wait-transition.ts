import type { InstanceState } from './instance-state.js';
import type { StatusCheck } from './status-check.js';

/** What a wait saw of an instance when something about it changed. */
export interface WaitTransition {
  readonly at: Date;
  /** Seconds since the wait began. */
  readonly elapsedSeconds: number;
  /** `undefined` while EC2 does not know the instance yet. */
  readonly instanceState: InstanceState | undefined;
  readonly instanceStatus?: StatusCheck | undefined;
  readonly systemStatus?: StatusCheck | undefined;
  readonly attachedEbsStatus?: StatusCheck | undefined;
}
