import type { LaunchIntent } from './launch-tokens.js';
import type { PlannedChoice } from './planned-choice.js';

/** A launch, checked and complete. */
export interface LaunchPlan {
  /** In the caller's order; at least one. */
  readonly choices: readonly PlannedChoice[];
  /** How many instances there are to be. */
  readonly count: number;
  readonly intent: LaunchIntent;
  /** The caller's key, if it is to hold across processes. */
  readonly launchKey: string | undefined;
  /** Whether an earlier call may have used the same tokens, so that EC2 may answer with what that one launched. */
  readonly mayRepeat: boolean;
  readonly rootDeviceName: string | undefined;
}
