/** A part of AWS with accounts, regions and ARNs of its own. */
export interface AwsPartition {
  /** As ARNs have it, such as `aws` or `aws-cn`. */
  readonly name: string;
  /** The region that every account of the partition can use, and that answers for all of them. */
  readonly mainRegion: string;
}

/** By how the names of their regions begin. All others are of the commercial partition. */
const PARTITIONS: readonly (readonly [prefix: string, partition: AwsPartition])[] = [
  ['cn-', { name: 'aws-cn', mainRegion: 'cn-northwest-1' }],
  ['us-gov-', { name: 'aws-us-gov', mainRegion: 'us-gov-west-1' }],
  ['eusc-', { name: 'aws-eusc', mainRegion: 'eusc-de-east-1' }],
  ['us-iso-', { name: 'aws-iso', mainRegion: 'us-iso-east-1' }],
  ['us-isob-', { name: 'aws-iso-b', mainRegion: 'us-isob-east-1' }],
  ['eu-isoe-', { name: 'aws-iso-e', mainRegion: 'eu-isoe-west-1' }],
  ['us-isof-', { name: 'aws-iso-f', mainRegion: 'us-isof-south-1' }],
];

const COMMERCIAL: AwsPartition = { name: 'aws', mainRegion: 'us-east-1' };

/** The partition of what an ARN names. */
export function partitionOfArn(arn: string): AwsPartition {
  const [, name] = arn.split(':');
  return PARTITIONS.find(([, partition]) => partition.name === name)?.[1] ?? COMMERCIAL;
}

/** The partition that a region is in. */
export function partitionOf(region: string): AwsPartition {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? COMMERCIAL;
}
