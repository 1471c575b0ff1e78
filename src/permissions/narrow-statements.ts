import type { Tags } from '../model/tags.js';
import { SOURCE_INSTANCE_TAG } from '../tags/snapshot-tags.js';
import type { IamPolicyStatement } from './iam-policy.js';
import type { WorkerFeature } from './worker-feature.js';

/** What the statements are narrowed down to. */
interface Narrowing {
  readonly tags: Tags | undefined;
  readonly instanceTypes: readonly string[] | undefined;
  readonly accountId: string | undefined;
  readonly partition: string;
}

/** Actions on instances, which IAM can tell apart by their tags. */
const ON_INSTANCES: readonly string[] = [
  'ec2:StartInstances',
  'ec2:StopInstances',
  'ec2:RebootInstances',
  'ec2:TerminateInstances',
  'ec2:ModifyInstanceAttribute',
  'ec2:GetConsoleOutput',
];

/** Metrics are no resources of IAM's. */
const ON_METRICS: readonly string[] = ['cloudwatch:PutMetricData'];

/** Actions that make copies of instances. */
const COPYING: readonly string[] = ['ec2:CreateSnapshots', 'ec2:CreateImage'];

const ON_TAGGED: readonly string[] = ['ec2:CreateTags', 'ec2:DeleteTags'];

/** What a launch takes into use. Images and snapshots may be of other accounts. */
const LAUNCHED_WITH: readonly string[] = [
  'subnet',
  'security-group',
  'network-interface',
  'key-pair',
  'launch-template',
  'placement-group',
];

/**
 * Statements by what IAM can narrow down: reading not at all, changes by the tags of the instance, launches by
 * the type and by the tags that they set.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function narrowStatements(
  actions: readonly string[],
  features: readonly WorkerFeature[],
  narrowing: Narrowing,
): IamPolicyStatement[] {
  const launches = features.includes('launch');
  const narrowed = [
    ...ON_INSTANCES,
    ...ON_TAGGED,
    ...ON_METRICS,
    ...COPYING,
    'ec2:DeleteSnapshot',
    'ec2:RunInstances',
  ];
  const own = (list: readonly string[]): string[] => list.filter((action) => actions.includes(action));
  const tagging = features.includes('tags') ? own(ON_TAGGED) : [];
  return [
    statement(
      'Read',
      actions.filter((action) => !narrowed.includes(action)),
      '*',
    ),
    statement('PublishMetrics', own(ON_METRICS), '*'),
    statement('ManageWorkers', own(ON_INSTANCES), arns(narrowing, ['instance']), {
      StringEquals: byTags('aws:ResourceTag', narrowing.tags),
      StringEqualsIfExists: byTypes('ec2:Attribute/InstanceType', narrowing.instanceTypes, actions),
    }),
    statement('TagWorkers', tagging, arns(narrowing, ['instance', 'volume']), {
      StringEquals: byTags('aws:ResourceTag', narrowing.tags),
    }),
    ...(launches ? launchStatements(narrowing) : []),
    ...copyStatements(own(COPYING), own(['ec2:DeleteSnapshot']), narrowing),
  ];
}

function launchStatements(narrowing: Narrowing): IamPolicyStatement[] {
  const { tags, instanceTypes, partition } = narrowing;
  const run = ['ec2:RunInstances'];
  const requested = byTags('aws:RequestTag', tags);
  const foreign = ['image', 'snapshot'].map((kind) => `arn:${partition}:ec2:*::${kind}/*`);
  return [
    statement('LaunchWorkers', run, arns(narrowing, ['instance']), {
      StringEquals: { ...requested, ...byTypes('ec2:InstanceType', instanceTypes, run) },
    }),
    statement('LaunchVolumes', run, arns(narrowing, ['volume']), { StringEquals: requested }),
    statement('LaunchWith', run, [...foreign, ...arns(narrowing, LAUNCHED_WITH)]),
    statement('TagLaunches', ['ec2:CreateTags'], arns(narrowing, ['instance', 'volume']), {
      StringEquals: { 'ec2:CreateAction': ['RunInstances'] },
    }),
  ];
}

/** Of copies, only those may be deleted that this package has made. */
function copyStatements(
  copying: readonly string[],
  deleting: readonly string[],
  narrowing: Narrowing,
): IamPolicyStatement[] {
  const ofNoAccount = (kinds: readonly string[]): string[] =>
    kinds.map((kind) => `arn:${narrowing.partition}:ec2:*::${kind}/*`);
  const ofVolumes = copying.filter((action) => action === 'ec2:CreateSnapshots');
  const tagging = copying.length === 0 ? [] : ['ec2:CreateTags'];
  return [
    statement('CopyWorkers', copying, arns(narrowing, ['instance']), {
      StringEquals: byTags('aws:ResourceTag', narrowing.tags),
    }),
    statement('CopyVolumes', ofVolumes, arns(narrowing, ['volume'])),
    statement('MakeCopies', copying, ofNoAccount(['snapshot', 'image'])),
    statement('TagCopies', tagging, ofNoAccount(['snapshot', 'image']), {
      StringEquals: { 'ec2:CreateAction': copying.map((action) => action.slice('ec2:'.length)) },
    }),
    statement('DeleteCopies', deleting, ofNoAccount(['snapshot']), {
      StringLike: { [`aws:ResourceTag/${SOURCE_INSTANCE_TAG}`]: ['i-*'] },
    }),
  ];
}

function arns({ partition, accountId = '*' }: Narrowing, kinds: readonly string[]): string[] {
  return kinds.map((kind) => `arn:${partition}:ec2:*:${accountId}:${kind}/*`);
}

type Keys = Readonly<Record<string, readonly string[]>>;

function byTags(prefix: 'aws:RequestTag' | 'aws:ResourceTag', tags: Tags = {}): Keys {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, [value]]));
}

function byTypes(key: string, types: readonly string[] | undefined, actions: readonly string[]): Keys {
  const concerns = actions.includes('ec2:RunInstances') || actions.includes('ec2:ModifyInstanceAttribute');
  return types === undefined || !concerns ? {} : { [key]: [...types] };
}

/** A statement; conditions without a key are none. */
function statement(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  conditions: Readonly<Record<string, Keys>> = {},
): IamPolicyStatement {
  const given = Object.entries(conditions).filter(([, keys]) => Object.keys(keys).length > 0);
  const Condition = given.length === 0 ? {} : { Condition: Object.fromEntries(given) };
  return { Sid, Effect: 'Allow', Action, Resource, ...Condition };
}
