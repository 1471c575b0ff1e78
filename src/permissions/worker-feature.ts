/**
 * A part of this package that needs permissions of its own:
 *
 * - `launch`: `createInstance` and `createInstances`, with the tags that they set, and with a look for what became of
 *   a launch whose reply was lost, or that was made before with the same key;
 * - `rollback`: `createInstances` with `rollback`;
 * - `images`: `images`, the device of a root volume that is sized, and the names of images on workers that are read,
 *   which are missing without it;
 * - `image-parameters`: launches of images by `resolve:ssm:` and the name of a parameter;
 * - `launch-templates`: reading the template of a launch, to check its fitness or to size its root volume;
 * - `instance-profiles`: launches with an instance profile;
 * - `volume-keys`: launches with `kmsKeyId`, or from images whose snapshots have a key of one's own;
 * - `fitness`: `checkFitness`, and the check of that name before launches, which a client with settings makes by
 *   itself, and does without if it may not;
 * - `lifecycle`: all of `start`, `stop`, `reboot` and `terminate`, which are the methods of these names;
 * - `protection`: `setTerminationProtection`;
 * - `type-changes`: `changeInstanceType`;
 * - `information`: `getInstanceDetails`, `findInstance`, `listInstances` and `getTags`;
 * - `waits`: `getInstanceStatusChecks`, and everything that waits;
 * - `tags`: `addTags` and `removeTags`;
 * - `tag-reads`: `readTags`, and so `stopWorkers` and `terminateWorkers` of a fleet;
 * - `utilization`: `getInstanceResourcesUtilization`;
 * - `metrics`: `metrics.publish`;
 * - `console`: `getConsoleOutput`;
 * - `volumes`: `volumes.list`, and so `estimateCost` and `cost` of a fleet;
 * - `snapshots`: `snapshots.create`, `snapshots.list` and `snapshots.waitUntilCompleted`;
 * - `snapshot-removal`: `snapshots.delete` and `snapshots.prune`;
 * - `image-creation`: `images.create`;
 * - `relaunch`: `getLaunchSettings`;
 * - `spot`: `spotPrices`, `listSpotNotices` and `getSpotNotice`, and what spot workers of a fleet have cost;
 * - `leases`: a `DynamoDbLeaseStore`, once it has its table;
 * - `lease-table`: making that table by `createTable`;
 * - `prices`: an `AwsPriceList`;
 * - `regions`: `checkRegion` and `checkAccess`;
 * - `denial-details`: reading what AWS encodes of a refusal;
 * - `accounts`: `assumeRole` and `forAccount`.
 */
export type WorkerFeature =
  | 'launch'
  | 'rollback'
  | 'images'
  | 'image-parameters'
  | 'launch-templates'
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
  | 'tag-reads'
  | 'utilization'
  | 'metrics'
  | 'console'
  | 'volumes'
  | 'snapshots'
  | 'snapshot-removal'
  | 'image-creation'
  | 'relaunch'
  | 'spot'
  | 'leases'
  | 'lease-table'
  | 'prices'
  | 'regions'
  | 'denial-details'
  | 'accounts';

const ACTIONS: Readonly<Record<WorkerFeature, readonly string[]>> = {
  launch: ['ec2:RunInstances', 'ec2:CreateTags', 'ec2:DescribeInstances'],
  rollback: ['ec2:TerminateInstances'],
  images: ['ec2:DescribeImages'],
  'image-parameters': ['ssm:GetParameters'],
  'launch-templates': ['ec2:DescribeLaunchTemplateVersions'],
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
  'type-changes': ['ec2:ModifyInstanceAttribute'],
  information: ['ec2:DescribeInstances'],
  waits: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'],
  tags: ['ec2:CreateTags', 'ec2:DeleteTags'],
  'tag-reads': ['ec2:DescribeTags'],
  utilization: ['ec2:DescribeInstances', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
  metrics: ['cloudwatch:PutMetricData'],
  console: ['ec2:GetConsoleOutput'],
  volumes: ['ec2:DescribeVolumes'],
  snapshots: [
    'ec2:CreateSnapshots',
    'ec2:CreateTags',
    'ec2:DescribeInstances',
    'ec2:DescribeVolumes',
    'ec2:DescribeSnapshots',
  ],
  'snapshot-removal': ['ec2:DeleteSnapshot', 'ec2:DescribeSnapshots', 'ec2:DescribeImages'],
  'image-creation': ['ec2:CreateImage', 'ec2:CreateTags', 'ec2:DescribeImages'],
  relaunch: [
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeVolumes',
    'ec2:DescribeSpotInstanceRequests',
  ],
  spot: ['ec2:DescribeSpotPriceHistory', 'ec2:DescribeSpotInstanceRequests'],
  leases: ['dynamodb:UpdateItem', 'dynamodb:GetItem'],
  'lease-table': [
    'dynamodb:CreateTable',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:UpdateTimeToLive',
  ],
  prices: ['pricing:GetProducts'],
  regions: ['ec2:DescribeRegions'],
  'denial-details': ['sts:DecodeAuthorizationMessage'],
  accounts: ['sts:AssumeRole'],
};

/** Every feature that there is. */
export const WORKER_FEATURES: readonly WorkerFeature[] =
  // Bundlers leave it out, with all actions, where nobody asks for it.
  /* @__PURE__ */ Object.keys(ACTIONS) as WorkerFeature[];

/** The actions of features, each once, in the order of the features. */
export function actionsOf(features: readonly WorkerFeature[]): readonly string[] {
  return [...new Set(features.flatMap((feature) => ACTIONS[feature]))];
}
