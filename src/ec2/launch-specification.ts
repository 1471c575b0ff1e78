import type { CreateInstanceInput } from '../model/create-instance-input.js';

/** A launch that has passed all checks, with what the caller left to us decided. */
export interface LaunchSpecification {
  readonly input: CreateInstanceInput;
  /** The same in every attempt, so that EC2 launches once whatever happens to the replies. */
  readonly clientToken: string;
  /** Where the root volume goes; needed only if the input says anything about it. */
  readonly rootDeviceName: string | undefined;
}
