import type { EC2Client } from '@aws-sdk/client-ec2';
import type { DryRunTarget } from '../access-port.js';
import type { Ec2Sdk } from '../ec2-connection.js';
import { buildRunInstances } from './run-instances.js';

/** What the SDK's client sends: every command has types of its own, of which none matter here. */
type Command = Parameters<EC2Client['send']>[0];

/** Pages of five are the smallest that EC2 gives. */
const PAGE = { DryRun: true, MaxResults: 5 } as const;

/** The tag of a dry run, which no instance ever gets. */
const Tags = [{ Key: 'ec2-worker-client:dry-run', Value: '' }];

/** A launch of one, under no token and no key: a dry run leaves nothing behind that these could find. */
const SINGLE_LAUNCH = { count: 1, clientToken: '', launchKey: undefined, rootDeviceName: undefined } as const;

/** How each action is asked for without being carried out. Its target is harmless even where `DryRun` is ignored. */
export const DRY_RUNS: Readonly<Record<string, (sdk: Ec2Sdk, target: DryRunTarget) => unknown>> = {
  'ec2:CreateImage': (sdk, { instanceId }) =>
    new sdk.CreateImageCommand({
      DryRun: true,
      InstanceId: instanceId,
      Name: 'ec2-worker-client-dry-run',
      NoReboot: true,
    }),
  'ec2:CreateSnapshots': (sdk, { instanceId }) =>
    new sdk.CreateSnapshotsCommand({ DryRun: true, InstanceSpecification: { InstanceId: instanceId } }),
  'ec2:CreateTags': (sdk, { instanceId }) =>
    new sdk.CreateTagsCommand({ DryRun: true, Resources: [instanceId], Tags }),
  'ec2:DeleteSnapshot': (sdk) =>
    new sdk.DeleteSnapshotCommand({ DryRun: true, SnapshotId: 'snap-00000000000000000' }),
  'ec2:DeleteTags': (sdk, { instanceId }) =>
    new sdk.DeleteTagsCommand({ DryRun: true, Resources: [instanceId], Tags }),
  'ec2:DescribeImages': (sdk) => new sdk.DescribeImagesCommand({ DryRun: true, Owners: ['self'] }),
  'ec2:DescribeInstanceAttribute': (sdk, { instanceId }) =>
    new sdk.DescribeInstanceAttributeCommand({ DryRun: true, InstanceId: instanceId, Attribute: 'userData' }),
  'ec2:DescribeInstanceStatus': (sdk) => new sdk.DescribeInstanceStatusCommand(PAGE),
  'ec2:DescribeInstanceTypeOfferings': (sdk) => new sdk.DescribeInstanceTypeOfferingsCommand(PAGE),
  'ec2:DescribeInstanceTypes': (sdk) => new sdk.DescribeInstanceTypesCommand(PAGE),
  'ec2:DescribeInstances': (sdk) => new sdk.DescribeInstancesCommand(PAGE),
  'ec2:DescribeLaunchTemplateVersions': (sdk) =>
    new sdk.DescribeLaunchTemplateVersionsCommand({ DryRun: true, Versions: ['$Latest'] }),
  'ec2:DescribeRegions': (sdk) => new sdk.DescribeRegionsCommand({ DryRun: true }),
  'ec2:DescribeSecurityGroups': (sdk) => new sdk.DescribeSecurityGroupsCommand(PAGE),
  'ec2:DescribeSnapshots': (sdk) => new sdk.DescribeSnapshotsCommand({ ...PAGE, OwnerIds: ['self'] }),
  'ec2:DescribeSpotInstanceRequests': (sdk) => new sdk.DescribeSpotInstanceRequestsCommand(PAGE),
  'ec2:DescribeSpotPriceHistory': (sdk) => new sdk.DescribeSpotPriceHistoryCommand(PAGE),
  'ec2:DescribeSubnets': (sdk) => new sdk.DescribeSubnetsCommand(PAGE),
  'ec2:DescribeTags': (sdk) => new sdk.DescribeTagsCommand(PAGE),
  'ec2:DescribeVolumes': (sdk) => new sdk.DescribeVolumesCommand(PAGE),
  'ec2:GetConsoleOutput': (sdk, { instanceId }) =>
    new sdk.GetConsoleOutputCommand({ DryRun: true, InstanceId: instanceId }),
  'ec2:ModifyInstanceAttribute': (sdk, { instanceId }) =>
    new sdk.ModifyInstanceAttributeCommand({
      DryRun: true,
      InstanceId: instanceId,
      DisableApiTermination: { Value: true },
    }),
  'ec2:RebootInstances': (sdk, { instanceId }) =>
    new sdk.RebootInstancesCommand({ DryRun: true, InstanceIds: [instanceId] }),
  'ec2:RunInstances': (sdk, { launch }) =>
    new sdk.RunInstancesCommand({
      ...buildRunInstances({ ...SINGLE_LAUNCH, input: launch }),
      ClientToken: undefined,
      DryRun: true,
    }),
  'ec2:StartInstances': (sdk, { instanceId }) =>
    new sdk.StartInstancesCommand({ DryRun: true, InstanceIds: [instanceId] }),
  'ec2:StopInstances': (sdk, { instanceId }) =>
    new sdk.StopInstancesCommand({ DryRun: true, InstanceIds: [instanceId] }),
  'ec2:TerminateInstances': (sdk, { instanceId }) =>
    new sdk.TerminateInstancesCommand({ DryRun: true, InstanceIds: [instanceId] }),
};

/** The command of a dry run, as the client takes it. */
export function dryRunCommand(action: string, sdk: Ec2Sdk, target: DryRunTarget): Command | undefined {
  return DRY_RUNS[action]?.(sdk, target) as Command | undefined;
}
