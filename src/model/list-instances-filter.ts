import type { Ec2InstanceType } from './ec2-instance-type.js';
import type { InstanceState } from './instance-state.js';

/**
 * Which instances to list. Criteria are joined by "and", the values of one by "or". An empty list
 * matches nothing, and then nothing is asked of AWS: it never means "all".
 */
export interface ListInstancesFilter {
  /** Ids that do not exist are left out of the answer, without an error. */
  readonly instanceIds?: readonly string[] | undefined;
  /** Default: every type. */
  readonly instanceTypes?: readonly Ec2InstanceType[] | undefined;
  /** Default: every state but `terminated`. */
  readonly states?: readonly InstanceState[] | undefined;
  /** Default: every image. */
  readonly imageIds?: readonly string[] | undefined;
  /**
   * Tags by key: a value, one of several values, or `true` for any value. Values are taken literally:
   * EC2's wildcards `*` and `?` match only themselves.
   */
  readonly tags?: Readonly<Record<string, string | readonly string[] | true>> | undefined;
  /** The tokens of launches: finds what a launch made whose answer was lost. */
  readonly clientTokens?: readonly string[] | undefined;
  /** Also lists terminated instances, which EC2 shows for about an hour. Default `false`. */
  readonly includeTerminated?: boolean | undefined;
}
