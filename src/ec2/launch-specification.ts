import type { CreateInstanceInput } from '../model/create-instance-input.js';

/** A launch that has passed all checks, with what the caller left to us decided. */
export interface LaunchSpecification {
  readonly input: CreateInstanceInput;
  /** How many instances to ask for; EC2 gives as many of them as it has, but at least one. */
  readonly count: number;
  /** The same in every attempt, so that EC2 launches once whatever happens to the replies. */
  readonly clientToken: string;
  /** The key that the launch goes by across processes; kept as a tag. */
  readonly launchKey: string | undefined;
  /** Where the root volume goes; needed only if the input says anything about it. */
  readonly rootDeviceName: string | undefined;
}
