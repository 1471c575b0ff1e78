import { describeType, isRecord } from '../errors/describe-type.js';
import { InputCheck, isText } from '../errors/input-check.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { CreateInstancesInput } from '../model/create-instances-input.js';
import type { FitnessQuestion } from '../model/fitness-report.js';
import type { LaunchChoice } from '../model/launch-choice.js';
import { INSTANCE_TYPE_NAME } from '../model/name-shapes.js';
import { launchTags } from '../tags/launch-tags.js';
import { checkTags } from '../tags/tag-rules.js';
import { checkVolumes } from './check-volumes.js';

/**
 * EC2's limit on user data before its encoding.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
 */
const MAX_USER_DATA_BYTES = 16_384;

/**
 * EC2's limit on client tokens: printable ASCII.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
const CLIENT_TOKEN = /^[\x21-\x7e]{1,64}$/;

/** Texts by the shape they must have. What EC2 calls a resource is left to EC2 to find or not. */
const SHAPES = {
  amiId: {
    shape: /^(ami-|resolve:ssm:)./,
    expected: 'an AMI id (ami-…) or resolve:ssm: and a parameter name',
  },
  instanceType: { shape: INSTANCE_TYPE_NAME, expected: 'an instance type such as c5.2xlarge' },
  subnetId: { shape: /^subnet-./, expected: 'a subnet id (subnet-…)' },
  availabilityZone: {
    shape: /^[a-z]{2,5}(-[a-z]+)+-\d+[a-z]?(-[\w-]+)?$/,
    expected: 'a zone such as us-east-1b',
  },
  keyName: { shape: /^[\s\S]{1,255}$/, expected: 'the name of a key pair, 1 to 255 characters' },
  instanceProfile: { shape: /./, expected: 'the name or ARN of an instance profile' },
  createdBy: { shape: /./, expected: 'text, not empty' },
  clientToken: { shape: CLIENT_TOKEN, expected: '1 to 64 printable ASCII characters' },
} as const;

/** Options that are one of a few words. */
const CHOICES = {
  monitoring: ['basic', 'detailed'],
  imdsV2: ['required', 'optional'],
} as const;

const CHOICE_KEYS: readonly string[] = ['instanceType', 'subnetId', 'availabilityZone', 'market'];

const INTERRUPTIONS: readonly unknown[] = [undefined, 'terminate', 'stop', 'hibernate'];

const FLAGS = [
  'assignPublicIp',
  'nestedVirtualization',
  'hibernation',
  'terminationProtection',
  'checkFitness',
] as const;

/**
 * Refuses a launch that EC2 would refuse, or that would not do what the caller means, before anything
 * is sent.
 *
 * @throws InvalidParameterError naming the first input that is wrong.
 */
export function checkLaunch(
  input: CreateInstanceInput & Pick<CreateInstancesInput, 'launchKey'>,
  operation: string,
): void {
  const check = new InputCheck(operation);
  check.that(isRecord(input), 'input', 'an object', input);
  check.that(isText(input.name), 'name', 'a name, not empty', input.name);
  checkImageAndType(input, check);
  checkWords(input, check);
  checkPlace(input, check);
  checkSecurityGroups(input.securityGroupIds, check);
  checkUserData(input.userData, check);
  checkMarket(input.market, 'market', check);
  checkVolumes(input, check);
  checkOverrides(input.overrides, check);
  checkLaunchTags(input, operation, check);
}

function checkImageAndType(input: CreateInstanceInput, check: InputCheck): void {
  const { amiId, instanceType, launchTemplate, overrides } = input;
  const template = launchTemplate ?? overrides?.LaunchTemplate;
  const isThere = (value: unknown): boolean => value !== undefined || template !== undefined;
  const image = overrides?.ImageId ?? amiId;
  check.that(isThere(image), 'amiId', 'an AMI id, or a launch template that names one', amiId);
  const type = overrides?.InstanceType ?? instanceType;
  check.that(
    isThere(type),
    'instanceType',
    'an instance type, or a launch template that names one',
    instanceType,
  );

  if (launchTemplate === undefined) return;
  const { id, name, version } = (isRecord(launchTemplate) ? launchTemplate : {}) as Record<string, unknown>;
  const isEither = isText(id) ? name === undefined : id === undefined && isText(name);
  check.that(isEither, 'launchTemplate', 'an id or a name', launchTemplate);
  const isVersion = version === undefined || isText(version);
  check.that(isVersion, 'launchTemplate.version', "text such as '3' or '$Latest'", version);
}

function checkWords(input: CreateInstanceInput, check: InputCheck): void {
  for (const name of Object.keys(SHAPES) as (keyof typeof SHAPES)[]) checkWord(input, name, name, check);
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = input[name as keyof typeof CHOICES] as unknown;
    const isChoice = value === undefined || (choices as readonly unknown[]).includes(value);
    check.that(isChoice, name, choices.join(' or '), value);
  }
  for (const name of FLAGS) {
    const value = input[name];
    check.that(value === undefined || typeof value === 'boolean', name, 'true or false', value);
  }
}

/** Refuses what cannot be an instance type. @throws InvalidParameterError */
export function checkInstanceType(instanceType: unknown, operation: string): void {
  const check = new InputCheck(operation);
  check.that(instanceType !== undefined, 'instanceType', SHAPES.instanceType.expected, instanceType);
  checkWord({ instanceType }, 'instanceType', 'instanceType', check);
}

/** Refuses a question about a launch that no launch could ask. @throws InvalidParameterError */
export function checkQuestion(question: FitnessQuestion, operation: string): void {
  const check = new InputCheck(operation);
  check.that(isRecord(question), 'question', 'an object', question);
  checkInstanceType(question.instanceType, operation);
  for (const name of ['subnetId', 'availabilityZone'] as const) checkWord(question, name, name, check);
  checkPlace(question, check);
  checkSecurityGroups(question.securityGroupIds, check);
}

function checkWord(
  input: Partial<Record<keyof typeof SHAPES, unknown>>,
  name: keyof typeof SHAPES,
  parameter: string,
  check: InputCheck,
): void {
  const { shape, expected } = SHAPES[name];
  const value = input[name];
  check.that(value === undefined || (isText(value) && shape.test(value)), parameter, expected, value);
}

/** Refuses what cannot be a choice of a launch. @throws InvalidParameterError naming it with its place. */
export function checkChoice(choice: LaunchChoice, index: number, check: InputCheck): void {
  const path = `choices.${index}`;
  check.that(isRecord(choice), path, 'an object', choice);
  for (const name of Object.keys(choice)) {
    check.that(CHOICE_KEYS.includes(name), `${path}.${name}`, `one of ${CHOICE_KEYS.join(', ')}`, name);
  }
  for (const name of ['instanceType', 'subnetId', 'availabilityZone'] as const) {
    checkWord(choice, name, `${path}.${name}`, check);
  }
  checkMarket(choice.market, `${path}.market`, check);
}

function checkPlace(
  { subnetId, availabilityZone }: Pick<CreateInstanceInput, 'subnetId' | 'availabilityZone'>,
  check: InputCheck,
): void {
  const isOne = subnetId === undefined || availabilityZone === undefined;
  check.that(isOne, 'availabilityZone', 'left out where subnetId is given', availabilityZone);
}

function checkSecurityGroups(groups: readonly string[] | undefined, check: InputCheck): void {
  if (groups === undefined) return;
  const isList = Array.isArray(groups) && groups.length > 0;
  check.that(isList, 'securityGroupIds', 'a list of at least one id', groups);
  for (const group of groups) {
    const isId = isText(group) && group.startsWith('sg-');
    check.that(
      isId,
      'securityGroupIds',
      'security group ids (sg-…): EC2 takes no names with a subnet',
      group,
    );
  }
}

/** The content stays out of every message: user data often holds secrets. */
function checkUserData(userData: unknown, check: InputCheck): void {
  if (userData === undefined) return;
  const isData = typeof userData === 'string' || userData instanceof Uint8Array;
  check.about(isData, 'userData', 'text or bytes', describeType(userData));
  const size = Buffer.byteLength(userData as string | Uint8Array);
  const isSmall = size <= MAX_USER_DATA_BYTES;
  check.about(isSmall, 'userData', `at most ${MAX_USER_DATA_BYTES} bytes`, `${size} bytes`);
}

function checkMarket(market: unknown, parameter: string, check: InputCheck): void {
  if (market === undefined || market === 'on-demand' || market === 'spot') return;
  const spot = isRecord(market) ? market['spot'] : undefined;
  check.that(isRecord(spot), parameter, "'on-demand', 'spot' or { spot: … }", market);
  const { interruption } = spot as { readonly interruption?: unknown };
  const isKnown = INTERRUPTIONS.includes(interruption);
  check.that(isKnown, `${parameter}.spot.interruption`, 'terminate, stop or hibernate', interruption);
}

/** One call, one instance: more would leave instances that no answer names. */
function checkOverrides(overrides: CreateInstanceInput['overrides'], check: InputCheck): void {
  check.that(overrides === undefined || isRecord(overrides), 'overrides', 'an object', overrides);
  for (const count of ['MinCount', 'MaxCount'] as const) {
    const value = overrides?.[count];
    check.that(value === undefined || value === 1, `overrides.${count}`, '1, or nothing', value);
  }
}

function checkLaunchTags(input: CreateInstanceInput, operation: string, check: InputCheck): void {
  const tags: unknown = input.tags;
  const isRight = tags === undefined || isRecord(tags);
  check.about(isRight, 'tags', 'an object of tag keys and values', describeType(tags));
  const name = input.tags?.['Name'];
  check.about(
    name === undefined || name === input.name,
    'tags.Name',
    'the same as name, or nothing',
    'another',
  );
  checkTags(launchTags(input), operation);
}
