import type { AwsRegion } from '../../model/aws-region.js';
import type { Ec2InstanceType } from '../../model/ec2-instance-type.js';
import type { InstanceState } from '../../model/instance-state.js';

/**
 * Which workers of a fleet are meant. Criteria are joined by "and", the values of one by "or". An empty list matches
 * nothing, and then nothing is asked of AWS: it never means "all".
 */
export interface WorkerCriteria {
  /** Tags by key: a value, one of several values, or `true` for any value. Values are taken literally. */
  readonly tags?: Readonly<Record<string, string | readonly string[] | true>> | undefined;
  /** Default: every type. */
  readonly instanceTypes?: readonly Ec2InstanceType[] | undefined;
  /** Default: every state but `terminated`. */
  readonly states?: readonly InstanceState[] | undefined;
  /** Default: every image. */
  readonly imageIds?: readonly string[] | undefined;
  /** Such as `us-east-1a`. Default: every zone. */
  readonly availabilityZones?: readonly string[] | undefined;
  /**
   * Versions of CML, such as `2.8.1`, or the beginning of one: `2.8` is every 2.8. A worker whose version nobody
   * knows matches none. Default: every version, known or not.
   */
  readonly cmlVersions?: readonly string[] | undefined;
  /** Regions of the fleet. Default: all of them. */
  readonly regions?: readonly AwsRegion[] | undefined;
  /** How long ago it was launched, or last started if that is later, at least; in seconds. Default 0. */
  readonly minAgeSeconds?: number | undefined;
  /** How long ago it was launched, or last started if that is later, at most; in seconds. Default: no limit. */
  readonly maxAgeSeconds?: number | undefined;
}
