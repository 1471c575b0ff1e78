import type { RunInstancesRequest, TagSpecification } from '@aws-sdk/client-ec2';
import { type AccessRequest, type AccessResource, accessTo, tagContext } from '../iam/access-request.js';
import { parameterArn } from '../ssm/parameter-store.js';
import type { Structure } from '../wire/ec2-query-codec.js';
import type { Ec2Region } from './ec2-region.js';
import { parameterName } from './image-reference.js';
import { withLaunchTemplate } from './launch-template-data.js';
import { findTemplate } from './launch-template-record.js';

/** Tags as requests and regions have them. */
type TagList = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[];

/** The kinds of resources that ids begin with. */
const KINDS: Readonly<Record<string, string>> = {
  i: 'instance',
  vol: 'volume',
  snap: 'snapshot',
  ami: 'image',
};

/** The actions that make something, and the kinds of what they make. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  CreateImage: ['image', 'snapshot'],
  CreateSnapshot: ['snapshot'],
  CreateSnapshots: ['snapshot'],
};

/**
 * What a request to EC2 needs to be allowed, on which resources.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function accessRequests(action: string, parameters: Structure, region: Ec2Region): AccessRequest[] {
  const name = `ec2:${action}`;
  // Actions that describe know no resources.
  if (action.startsWith('Describe')) return [accessTo(name)];
  if (action === 'RunInstances') return launchRequests(parameters as unknown as RunInstancesRequest, region);
  const made = MADE[action];
  if (made !== undefined) return creationRequests(name, parameters, made, region);
  const resources = namedIds(parameters).map((id) => resourceOf(id, region));
  if (resources.length === 0) return [accessTo(name)];
  const context =
    action === 'CreateTags' ? tagContext('aws:RequestTag', toTags(parameters['Tags'] as TagList)) : {};
  return [{ action: name, resources, context: { ...context, ...attributeContext(parameters) } }];
}

/** The ids that a request names, be they of instances or of whatever is tagged. */
function namedIds(parameters: Structure): readonly string[] {
  const { InstanceIds, InstanceId, Resources, VolumeId, SnapshotId, ImageId } = parameters;
  const { InstanceSpecification } = parameters as { readonly InstanceSpecification?: Structure };
  const single = [InstanceId, InstanceSpecification?.['InstanceId'], VolumeId, SnapshotId, ImageId];
  const listed = (InstanceIds ?? Resources ?? []) as readonly string[];
  return [...single.filter((id) => typeof id === 'string'), ...listed];
}

/** What is made of an instance or a volume needs to be allowed on these, on itself, and on its tags. */
function creationRequests(
  action: string,
  parameters: Structure,
  kinds: readonly string[],
  region: Ec2Region,
): AccessRequest[] {
  const specifications = (parameters['TagSpecifications'] ?? []) as readonly TagSpecification[];
  const made = kinds.map((kind) => ({
    arn: arnOf(region, `${kind}/*`),
    context: tagContext('aws:RequestTag', tagsOf(kind, specifications)),
  }));
  const tagged = made.filter((_, index) =>
    specifications.some(({ ResourceType }) => ResourceType === kinds[index]),
  );
  const sources = namedIds(parameters).map((id) => resourceOf(id, region));
  const tagging = {
    action: 'ec2:CreateTags',
    context: { 'ec2:CreateAction': action.slice('ec2:'.length) },
    resources: tagged,
  };
  return [{ action, resources: [...sources, ...made] }, tagging];
}

function resourceOf(id: string, region: Ec2Region): AccessResource {
  const kind = KINDS[id.split('-')[0] ?? ''] ?? '*';
  const tags = toTags(region.tagsOf(id));
  const instanceType = region.known(id)?.instanceType;
  return {
    arn: arnOf(region, `${kind}/${id}`),
    tags,
    context: instanceType === undefined ? {} : { 'ec2:InstanceType': instanceType },
  };
}

function attributeContext({ InstanceType }: Structure): Record<string, string> {
  const value = (InstanceType as { readonly Value?: string } | undefined)?.Value;
  return value === undefined ? {} : { 'ec2:Attribute/InstanceType': value };
}

/** A launch is about the instance and everything that it is made of; its tags and its profile count as well. */
function launchRequests(given: RunInstancesRequest, region: Ec2Region): AccessRequest[] {
  const request = withLaunchTemplate(given, region);
  const { ImageId, InstanceType, SubnetId, SecurityGroupIds = [], KeyName, IamInstanceProfile } = request;
  const [first] = request.NetworkInterfaces ?? [];
  const parameter = ImageId === undefined ? undefined : parameterName(ImageId);
  const image = parameter === undefined ? ImageId : '*';
  const parts = [
    image === undefined ? [] : [`arn:aws:ec2:${region.name}::image/${image}`],
    arnsOf(region, 'launch-template', templateIds(given, region)),
    arnsOf(region, 'subnet', [SubnetId ?? first?.SubnetId ?? '*']),
    arnsOf(region, 'security-group', [...SecurityGroupIds, ...(first?.Groups ?? [])]),
    arnsOf(region, 'key-pair', KeyName === undefined ? [] : [KeyName]),
    arnsOf(region, 'network-interface', ['*']),
  ].flat();
  const specifications = request.TagSpecifications ?? [];
  const made = (['instance', 'volume'] as const).map((kind): AccessResource => {
    const tags = tagContext('aws:RequestTag', tagsOf(kind, specifications));
    return {
      arn: arnOf(region, `${kind}/*`),
      context: kind === 'instance' ? { ...tags, 'ec2:InstanceType': InstanceType ?? 'm1.small' } : tags,
    };
  });
  const launch = { action: 'ec2:RunInstances', resources: [...made, ...parts.map((arn) => ({ arn }))] };
  const tagging = {
    action: 'ec2:CreateTags',
    context: { 'ec2:CreateAction': 'RunInstances' },
    resources: specifications.map(({ ResourceType }) => ({
      arn: arnOf(region, `${ResourceType ?? '*'}/*`),
      context: tagContext('aws:RequestTag', tagsOf(ResourceType, specifications)),
    })),
  };
  const profile = IamInstanceProfile?.Name ?? IamInstanceProfile?.Arn?.split('/').at(-1);
  const passing = {
    action: 'iam:PassRole',
    context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    resources:
      profile === undefined ? [] : [{ arn: `arn:aws:iam::${region.account.accountId}:role/${profile}` }],
  };
  return [...readingParameter(parameter, region), launch, tagging, passing];
}

/** Who launches from a parameter reads it, as far as IAM is concerned. */
function readingParameter(parameter: string | undefined, { name, account }: Ec2Region): AccessRequest[] {
  if (parameter === undefined) return [];
  const scope = { accountId: account.accountId, region: name };
  return [{ action: 'ssm:GetParameters', resources: [{ arn: parameterArn(parameter, scope) }] }];
}

function templateIds({ LaunchTemplate }: RunInstancesRequest, region: Ec2Region): string[] {
  if (LaunchTemplate === undefined) return [];
  return [LaunchTemplate.LaunchTemplateId ?? findTemplate(region.launchTemplates, LaunchTemplate)?.id ?? '*'];
}

function arnsOf(region: Ec2Region, kind: string, names: readonly string[]): string[] {
  return names.map((name) => arnOf(region, `${kind}/${name}`));
}

/** Images and snapshots have no account in their ARNs. */
function arnOf({ name, account }: Ec2Region, path: string): string {
  const accountId = /^(?:image|snapshot)\//.test(path) ? '' : account.accountId;
  return `arn:aws:ec2:${name}:${accountId}:${path}`;
}

function tagsOf(
  kind: string | undefined,
  specifications: readonly TagSpecification[],
): Record<string, string> {
  const tags = specifications
    .filter(({ ResourceType }) => ResourceType === kind)
    .flatMap(({ Tags = [] }) => Tags);
  return toTags(tags);
}

function toTags(list: TagList | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
