import { isRecord } from '../errors/describe-type.js';
import { InputCheck } from '../errors/input-check.js';
import { partitionOf } from '../model/aws-partition.js';
import type { AwsRegion } from '../model/aws-region.js';
import type { Ec2InstanceType } from '../model/ec2-instance-type.js';
import type { Tags } from '../model/tags.js';
import { checkTags } from '../tags/tag-rules.js';
import { checkFeatures } from './check-features.js';
import type { IamPolicyDocument, IamPolicyStatement } from './iam-policy.js';
import { narrowStatements } from './narrow-statements.js';
import { actionsOf, type WorkerFeature } from './worker-feature.js';

const OPERATION = 'requiredIamPolicy';

/** What narrows a policy down. Each part that is left out leaves it as wide as it is. */
export interface IamPolicyConditions {
  /**
   * The only regions to work in, at least one, all of one partition. Default: every region. The ARNs by which `tags`,
   * `instanceTypes` and `accountId` narrow down are then those of the commercial partition, `arn:aws:…`: name a region
   * where the workers are in another one, such as China's.
   */
  readonly regions?: readonly AwsRegion[] | undefined;
  /**
   * The only workers to change: those that have all these tags, and launches have to set them. Reading cannot
   * be narrowed down by tags. Default: every instance.
   */
  readonly tags?: Tags | undefined;
  /** The only types to launch, or to change to, at least one. Default: every type. */
  readonly instanceTypes?: readonly Ec2InstanceType[] | undefined;
  /** The account that the workers are in, twelve digits. Default: whichever account the policy is in. */
  readonly accountId?: string | undefined;
  /** The roles to take on, by ARN, for the feature `accounts`, which needs them. */
  readonly assumeRoles?: readonly string[] | undefined;
  /** The roles in instance profiles, by ARN, for the feature `instance-profiles`, which needs them. */
  readonly passRoles?: readonly string[] | undefined;
  /** The KMS keys of volumes, by ARN, for the feature `volume-keys`, which needs them. */
  readonly kmsKeys?: readonly string[] | undefined;
  /** The tables of leases, by ARN, for the features `leases` and `lease-table`, which need them. */
  readonly leaseTables?: readonly string[] | undefined;
}

/** Where actions are asked for, whatever region the workers are in. */
const ANYWHERE: readonly string[] = [
  'ec2:DescribeRegions',
  'sts:DecodeAuthorizationMessage',
  // The price list of all regions answers in a few.
  'pricing:GetProducts',
];

/**
 * The policy with the least permissions that features of this package need, `WORKER_FEATURES` for all of them.
 * Without conditions it fits into an inline policy of a user, which holds 2,048 characters; with some, into a
 * managed policy, which holds 6,144.
 *
 * @example
 * const policy = requiredIamPolicy(['launch', 'lifecycle', 'waits'], { regions: ['eu-west-1'] });
 * console.log(JSON.stringify(policy, undefined, 2));
 *
 * @throws InvalidParameterError for no feature or an unknown one, and for conditions that make no sense.
 */
export function requiredIamPolicy(
  features: readonly WorkerFeature[],
  conditions: IamPolicyConditions = {},
): IamPolicyDocument {
  checkFeatures(features, OPERATION);
  checkConditions(conditions, features);
  const { regions, tags, instanceTypes, accountId, assumeRoles, passRoles, kmsKeys, leaseTables } =
    conditions;
  const actions = actionsOf(features).filter((action) => !isOnNamedResources(action));
  const anywhere = regions === undefined ? [] : actions.filter((action) => ANYWHERE.includes(action));
  const inRegions = actions.filter((action) => !anywhere.includes(action));
  const isNarrow = (tags ?? instanceTypes ?? accountId) !== undefined;
  const statements = isNarrow
    ? narrowStatements(inRegions, features, {
        tags,
        instanceTypes,
        accountId,
        partition: partitionOf(regions?.[0] ?? '').name,
      })
    : [allow('Workers', inRegions, '*')];
  return {
    Version: '2012-10-17',
    Statement: [
      ...statements.map((statement) => inTheseRegions(statement, regions)),
      allow('AskAnywhere', anywhere, '*'),
      allow('PassRoles', features.includes('instance-profiles') ? ['iam:PassRole'] : [], passRoles ?? [], {
        StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] },
      }),
      allow('AssumeRoles', features.includes('accounts') ? ['sts:AssumeRole'] : [], assumeRoles ?? []),
      allow(
        'UseVolumeKeys',
        features.includes('volume-keys') ? actionsOf(['volume-keys']) : [],
        kmsKeys ?? [],
        {
          StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com'] },
        },
      ),
      allow('KeepLeases', actionsOf(features).filter(isOnTables), leaseTables ?? []),
    ].filter(({ Action }) => Action.length > 0),
  };
}

/** Actions that are allowed on certain roles, keys and tables only: on all of them they would be a way to everything. */
function isOnNamedResources(action: string): boolean {
  const isOnRoles = action === 'iam:PassRole' || action === 'sts:AssumeRole';
  return isOnRoles || action.startsWith('kms:') || isOnTables(action);
}

function isOnTables(action: string): boolean {
  return action.startsWith('dynamodb:');
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: IamPolicyStatement['Condition'],
): IamPolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

function inTheseRegions(
  statement: IamPolicyStatement,
  regions: readonly string[] | undefined,
): IamPolicyStatement {
  if (regions === undefined) return statement;
  const { StringEquals = {}, ...others } = statement.Condition ?? {};
  const Condition = { StringEquals: { ...StringEquals, 'aws:RequestedRegion': [...regions] }, ...others };
  return { ...statement, Condition };
}

function checkConditions(conditions: IamPolicyConditions, features: readonly WorkerFeature[]): void {
  const check = new InputCheck(OPERATION);
  check.that(isRecord(conditions), 'conditions', 'an object', conditions);
  const { regions, tags, instanceTypes, accountId, assumeRoles, passRoles, kmsKeys, leaseTables } =
    conditions;
  const lists = { regions, instanceTypes, assumeRoles, passRoles, kmsKeys, leaseTables };
  for (const [name, list] of Object.entries(lists)) {
    // An empty list would allow nothing, or be taken for "all".
    check.that(list === undefined || isListOfTexts(list), name, 'a list of at least one text', list);
  }
  const partitions = new Set((regions ?? []).map((region) => partitionOf(region).name));
  check.that(partitions.size <= 1, 'regions', 'of one partition of AWS', [...partitions].join(' and '));
  if (tags !== undefined) checkTags(tags, OPERATION);
  const isAccount = accountId === undefined || /^\d{12}$/.test(accountId);
  check.that(isAccount, 'accountId', 'an account id of twelve digits', accountId);
  checkArns('accounts', 'assumeRoles', assumeRoles, features, ROLE_ARN);
  checkArns('instance-profiles', 'passRoles', passRoles, features, ROLE_ARN);
  checkArns('volume-keys', 'kmsKeys', kmsKeys, features, KEY_ARN);
  checkArns('leases', 'leaseTables', leaseTables, features, TABLE_ARN);
  checkArns('lease-table', 'leaseTables', leaseTables, features, TABLE_ARN);
}

const ROLE_ARN = /^arn:[\w-]+:iam::[\d*]+:role\/.+$/;
const KEY_ARN = /^arn:[\w-]+:kms:[\w*-]+:[\d*]+:key\/.+$/;
const TABLE_ARN = /^arn:[\w-]+:dynamodb:[\w*-]+:[\d*]+:table\/.+$/;

function checkArns(
  feature: WorkerFeature,
  parameter: string,
  arns: readonly string[] | undefined,
  features: readonly WorkerFeature[],
  shape: RegExp,
): void {
  if (!features.includes(feature)) return;
  const isGiven = arns?.every((arn) => shape.test(arn)) ?? false;
  const expected = `the ARNs that the feature ${feature} is about`;
  new InputCheck(OPERATION).that(isGiven, parameter, expected, arns?.join(', '));
}

function isListOfTexts(list: unknown): boolean {
  return (
    Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string' && item !== '')
  );
}
