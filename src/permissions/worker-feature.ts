/**
 * A part of this package that needs permissions of its own:
 *
 * - `launch`: `createInstance` and `createInstances`, with the tags that they set;
 * - `images`: reading images, to find them, and to size the root volume of one;
 * - `image-parameters`: images by `resolve:ssm:` and the name of a parameter;
 * - `instance-profiles`: launches with an instance profile;
 * - `volume-keys`: launches with `kmsKeyId`, or from images whose snapshots have a key of one's own;
 * - `fitness`: checking before a launch what a type can do, and that its network fits together;
 * - `lifecycle`: all of `start`, `stop`, `reboot` and `terminate`, which are the methods of these names;
 * - `protection`: `setTerminationProtection`;
 * - `type-changes`: `changeInstanceType`;
 * - `information`: `getInstanceDetails`, `findInstance`, `listInstances` and `getTags`;
 * - `waits`: `getInstanceStatusChecks`, and everything that waits;
 * - `tags`: `addTags` and `removeTags`;
 * - `utilization`: `getInstanceResourcesUtilization`;
 * - `console`: `getConsoleOutput`;
 * - `regions`: `checkRegion` and `checkAccess`;
 * - `denial-details`: reading what AWS encodes of a refusal;
 * - `accounts`: `assumeRole` and `forAccount`.
 */
export type WorkerFeature =
  | 'launch'
  | 'images'
  | 'image-parameters'
  | 'instance-profiles'
  | 'volume-keys'
  | 'fitness'
  | 'lifecycle'
  | 'start'
  | 'stop'
  | 'reboot'
  | 'terminate'
  | 'protection'
  | 'type-changes'
  | 'information'
  | 'waits'
  | 'tags'
  | 'utilization'
  | 'console'
  | 'regions'
  | 'denial-details'
  | 'accounts';

const ACTIONS: Readonly<Record<WorkerFeature, readonly string[]>> = {
  launch: ['ec2:RunInstances', 'ec2:CreateTags'],
  images: ['ec2:DescribeImages'],
  'image-parameters': ['ssm:GetParameters'],
  'instance-profiles': ['iam:PassRole'],
  'volume-keys': [
    'kms:CreateGrant',
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  fitness: [
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeInstanceTypeOfferings',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ],
  lifecycle: ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances', 'ec2:TerminateInstances'],
  start: ['ec2:StartInstances'],
  stop: ['ec2:StopInstances'],
  reboot: ['ec2:RebootInstances'],
  terminate: ['ec2:TerminateInstances'],
  protection: ['ec2:ModifyInstanceAttribute'],
  'type-changes': ['ec2:DescribeInstances', 'ec2:ModifyInstanceAttribute'],
  information: ['ec2:DescribeInstances'],
  waits: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'],
  tags: ['ec2:CreateTags', 'ec2:DeleteTags'],
  utilization: ['ec2:DescribeInstances', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
  console: ['ec2:GetConsoleOutput'],
  regions: ['ec2:DescribeRegions'],
  'denial-details': ['sts:DecodeAuthorizationMessage'],
  accounts: ['sts:AssumeRole'],
};

/** Every feature that there is. */
export const WORKER_FEATURES: readonly WorkerFeature[] = Object.keys(ACTIONS) as WorkerFeature[];

/** The actions of features, each once, in the order of the features. */
export function actionsOf(features: readonly WorkerFeature[]): readonly string[] {
  return [...new Set(features.flatMap((feature) => ACTIONS[feature]))];
}
