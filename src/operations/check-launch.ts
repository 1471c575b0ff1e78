import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type {
  CreateInstanceInput,
  DataVolumeOptions,
  VolumeOptions,
} from '../model/create-instance-input.js';
import { launchTags } from '../tags/launch-tags.js';
import { checkTags } from '../tags/tag-rules.js';

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
  instanceType: { shape: /^[a-z0-9-]+\.[a-z0-9-]+$/, expected: 'an instance type such as c5.2xlarge' },
  subnetId: { shape: /^subnet-./, expected: 'a subnet id (subnet-…)' },
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

const FLAGS = ['assignPublicIp', 'nestedVirtualization', 'hibernation', 'terminationProtection'] as const;

/**
 * Refuses a launch that EC2 would refuse, or that would not do what the caller means, before anything
 * is sent.
 *
 * @throws InvalidParameterError naming the first input that is wrong.
 */
export function checkLaunch(input: CreateInstanceInput, operation: string): void {
  const check = new InputCheck(operation);
  check.that(isObject(input), 'input', 'an object', input);
  check.that(isText(input.name), 'name', 'a name, not empty', input.name);
  checkImageAndType(input, check);
  for (const [name, { shape, expected }] of Object.entries(SHAPES)) {
    const value = input[name as keyof typeof SHAPES] as unknown;
    check.that(value === undefined || (isText(value) && shape.test(value)), name, expected, value);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = input[name as keyof typeof CHOICES] as unknown;
    const isChoice = value === undefined || (choices as readonly unknown[]).includes(value);
    check.that(isChoice, name, choices.join(' or '), value);
  }
  for (const name of FLAGS) {
    check.that(
      input[name] === undefined || typeof input[name] === 'boolean',
      name,
      'true or false',
      input[name],
    );
  }
  checkSecurityGroups(input.securityGroupIds, check);
  checkUserData(input.userData, check);
  checkVolumes(input, check);
  checkOverrides(input.overrides, check);
  checkNameTag(input, check);
  checkTags(launchTags(input), operation);
}

/** Collects what all checks have in common: whose call it is, and how a refusal is worded. */
class InputCheck {
  readonly #operation: string;

  constructor(operation: string) {
    this.#operation = operation;
  }

  that(isRight: boolean, parameter: string, expected: string, received: unknown): void {
    if (isRight) return;
    throw new InvalidParameterError({
      operation: this.#operation,
      parameter,
      expected,
      received: describe(received),
    });
  }
}

function checkImageAndType(
  { amiId, instanceType, launchTemplate, overrides }: CreateInstanceInput,
  check: InputCheck,
): void {
  const template = launchTemplate ?? overrides?.LaunchTemplate;
  const has = (value: unknown): boolean => value !== undefined || template !== undefined;
  check.that(
    has(amiId ?? overrides?.ImageId),
    'amiId',
    'an AMI id, or a launch template that names one',
    amiId,
  );
  check.that(
    has(instanceType ?? overrides?.InstanceType),
    'instanceType',
    'an instance type, or a launch template that names one',
    instanceType,
  );
  const isReference =
    launchTemplate === undefined ||
    ('id' in launchTemplate
      ? isText(launchTemplate.id)
      : isText((launchTemplate as { name?: unknown }).name));
  check.that(isReference, 'launchTemplate', 'an id or a name', launchTemplate);
}

function checkSecurityGroups(groups: readonly string[] | undefined, check: InputCheck): void {
  if (groups === undefined) return;
  check.that(
    Array.isArray(groups) && groups.length > 0,
    'securityGroupIds',
    'a list of at least one id',
    groups,
  );
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

function checkUserData(userData: unknown, check: InputCheck): void {
  if (userData === undefined) return;
  const isData = typeof userData === 'string' || userData instanceof Uint8Array;
  check.that(isData, 'userData', 'text or bytes', typeof userData);
  const size = Buffer.byteLength(userData as string | Uint8Array);
  // The content stays out of the message: user data often holds secrets.
  check.that(
    size <= MAX_USER_DATA_BYTES,
    'userData',
    `at most ${MAX_USER_DATA_BYTES} bytes`,
    `${size} bytes`,
  );
}

function checkVolumes({ rootVolume, dataVolumes = [], amiId }: CreateInstanceInput, check: InputCheck): void {
  check.that(Array.isArray(dataVolumes), 'dataVolumes', 'a list of volumes', dataVolumes);
  const volumes: readonly (readonly [string, VolumeOptions | undefined])[] = [
    ['rootVolume', rootVolume],
    ...dataVolumes.map((volume, index) => [`dataVolumes.${index}`, volume] as const),
  ];
  for (const [name, volume] of volumes) {
    for (const amount of ['sizeGiB', 'iops', 'throughput'] as const) {
      const value = volume?.[amount];
      const isCount = value === undefined || (Number.isInteger(value) && value > 0);
      check.that(isCount, `${name}.${amount}`, 'a whole number above 0', value);
    }
  }
  dataVolumes.forEach(({ deviceName }: DataVolumeOptions, index) => {
    check.that(
      isText(deviceName),
      `dataVolumes.${index}.deviceName`,
      'a device such as /dev/sdf',
      deviceName,
    );
  });
  const isRootKnown = rootVolume?.deviceName !== undefined || (amiId?.startsWith('ami-') ?? false);
  check.that(
    rootVolume === undefined || isRootKnown,
    'rootVolume.deviceName',
    'the root device, such as /dev/sda1, since there is no AMI id to read it from',
    rootVolume?.deviceName,
  );
}

/** One call, one instance: more would leave instances that no answer names. */
function checkOverrides(overrides: CreateInstanceInput['overrides'], check: InputCheck): void {
  for (const count of ['MinCount', 'MaxCount'] as const) {
    const value = overrides?.[count];
    check.that(value === undefined || value === 1, `overrides.${count}`, '1, or nothing', value);
  }
}

function checkNameTag({ name, tags }: CreateInstanceInput, check: InputCheck): void {
  const tagged = tags?.['Name'];
  check.that(tagged === undefined || tagged === name, 'tags.Name', 'the same as name, or nothing', tagged);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value.length > 60 ? `"${value.slice(0, 60)}…"` : `"${value}"`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
