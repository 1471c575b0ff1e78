import { z } from 'zod';
import { INSTANCE_TYPE_NAME, LICENSE_TOKEN, REGION_NAME } from '../model/name-shapes.js';
import type { LifecycleSettings, WorkerSettings } from './worker-settings.js';

/** The source of everything that is known of the settings' shape: the checks, the walk through an input, and the JSON Schema. */

const REGION = text(REGION_NAME, 'an AWS region such as us-east-1');
const INSTANCE_TYPE = text(INSTANCE_TYPE_NAME, 'an instance type such as c5.2xlarge');
const AMI_ID = text(
  /^(ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:\S+)$/,
  'an AMI id ("ami-" and 8 or 17 hexadecimal digits), or "resolve:ssm:" and the name of a parameter',
);
const ANY_TEXT = text(/\S/, 'text, not empty');

const TOKEN = text(LICENSE_TOKEN, 'a licence token of 1 to 256 letters, digits, or any of + / % = -');

const IMAGE = z.strictObject(
  {
    amiId: AMI_ID.describe('An AMI id, or resolve:ssm: and the name of a parameter that holds one.'),
    amiName: ANY_TEXT.optional().describe("The image's name."),
    cmlVersion: ANY_TEXT.optional().describe('The version of CML on the image.'),
  },
  'an object with an amiId',
);

const NETWORK = z.strictObject(
  {
    vpcId: resourceId('vpc').optional().describe('The VPC that the subnet is in.'),
    subnetId: resourceId('subnet').optional().describe('Default: a subnet of the default VPC.'),
    securityGroupIds: listOf(resourceId('sg'))
      .optional()
      .describe("Default: the VPC's default security group."),
    assignPublicIp: flag().default(true).describe('Whether workers get a public address.'),
  },
  'an object with subnetId, securityGroupIds and the like',
);

const AWS = z.strictObject(
  {
    defaultRegion: REGION.default('us-east-1').describe('The region of calls that name none.'),
    allowedRegions: listOf(REGION)
      .default(['us-east-1', 'us-west-2', 'eu-west-1'])
      .describe('The only regions to launch in.'),
  },
  'an object',
);

const WORKER = z.strictObject(
  {
    defaultInstanceType: INSTANCE_TYPE.default('c5.2xlarge').describe('The type of launches that name none.'),
    allowedInstanceTypes: listOf(INSTANCE_TYPE)
      .default(['t3.xlarge', 'c5.2xlarge', 'c5.4xlarge'])
      .describe('The only types to launch.'),
    ami: byRegion(IMAGE).describe('The image by region.'),
    network: byRegion(NETWORK).describe('The network by region.'),
    keyPairs: byRegion(ANY_TEXT).describe('The name of the key pair by region.'),
    defaultTags: z
      .record(text(/^[\s\S]{1,128}$/, 'a tag key of 1 to 128 characters'), tagValue(), 'an object of tags')
      .default({})
      .describe("Put on every worker; a launch's own tags win."),
  },
  'an object',
);

const LICENSE = z.strictObject(
  {
    token: TOKEN.optional().describe('The registration token: a secret.').meta({ writeOnly: true }),
    checkOnStartup: flag()
      .default(true)
      .describe('Whether to look at the licence when a worker has started.'),
  },
  'an object',
);

const CML = z.strictObject(
  {
    httpsPort: port()
      .default(443)
      .describe('The port of the web interface; where only apiPort is given, that one.'),
    apiPort: port().default(443).describe('The port of the API; where only httpsPort is given, that one.'),
    healthCheckIntervalSeconds: atLeast(1)
      .default(30)
      .describe('How often a host that is watched is looked at, in seconds.'),
    startupTimeoutSeconds: atLeast(1).default(600).describe('How long CML may take to be ready, in seconds.'),
    license: LICENSE.describe('The licence.'),
  },
  'an object',
);

const LIFECYCLE = z.strictObject(
  {
    idleThresholdMinutes: atLeast(1)
      .default(30)
      .describe('How long a worker may be idle before it is shut down, in minutes.'),
    autoShutdownEnabled: flag().default(true).describe('Whether idle workers are shut down at all.'),
    telemetryCollectionIntervalSeconds: atLeast(1)
      .default(60)
      .describe('How often a fleet looks for workers that nobody uses, in seconds.'),
    maxIdleBeforeWarningMinutes: atLeast(0)
      .optional()
      .describe(
        'How long a worker may be idle before its users are warned, in minutes, below idleThresholdMinutes. ' +
          'Default 20, or two thirds of a threshold that is not above that.',
      ),
  },
  'an object',
);

const SCHEMA = z.strictObject(
  {
    aws: AWS.describe('Where workers may run.'),
    worker: WORKER.describe('What a launch is completed with.'),
    cml: CML.describe('How to talk to CML on a worker.'),
    lifecycle: LIFECYCLE.describe('When an idle worker is shut down.'),
  },
  'an object',
);

/** The settings in their four groups. The messages of its issues tell what was expected, and begin after "must be". */
export const SETTINGS_SCHEMA: z.ZodObject = SCHEMA;

/** Settings that have passed the schema, with its defaults filled in. */
export type CheckedSettings = Pick<WorkerSettings, 'aws'> & {
  readonly worker: Omit<WorkerSettings['worker'], 'ami' | 'network'> & {
    readonly ami: Readonly<Record<string, Optional<WorkerSettings['worker']['ami'][string]>>>;
    readonly network: Readonly<Record<string, Optional<WorkerSettings['worker']['network'][string]>>>;
  };
  readonly cml: Omit<WorkerSettings['cml'], 'license'> & {
    readonly license: Optional<WorkerSettings['cml']['license']>;
  };
  readonly lifecycle: Omit<LifecycleSettings, 'maxIdleBeforeWarningMinutes'> & {
    readonly maxIdleBeforeWarningMinutes?: number | undefined;
  };
};

/** What is `undefined` in the settings may be absent in the schema's answer. */
type Optional<Entry> = {
  readonly [Name in keyof Entry as undefined extends Entry[Name] ? never : Name]: Entry[Name];
} & { readonly [Name in keyof Entry as undefined extends Entry[Name] ? Name : never]?: Entry[Name] };

/** Settings without an issue, or all issues that they have. */
export type SchemaCheck =
  | { readonly settings: CheckedSettings }
  | { readonly issues: readonly z.core.$ZodIssue[] };

/** Holds nested settings against the schema. */
export function checkAgainstSchema(nested: unknown): SchemaCheck {
  const checked = SCHEMA.safeParse(nested);
  return checked.success ? { settings: checked.data } : { issues: checked.error.issues };
}

function text(shape: RegExp, expected: string): z.ZodString {
  return z.string(expected).regex(shape, expected);
}

function resourceId(prefix: string): z.ZodString {
  const shape = new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  return text(shape, `an id: "${prefix}-" and 8 or 17 hexadecimal digits`);
}

function tagValue(): z.ZodString {
  const expected = 'a tag value: text of at most 256 characters';
  return z.string(expected).max(256, expected);
}

function listOf<Item extends z.ZodType>(item: Item): z.ZodArray<Item> {
  const expected = 'a list of at least one';
  return z.array(item, expected).min(1, expected);
}

function byRegion<Entry extends z.ZodType>(entry: Entry): z.ZodDefault<z.ZodRecord<z.ZodString, Entry>> {
  return z.record(REGION, entry, 'an object by region').default({});
}

function flag(): z.ZodBoolean {
  return z.boolean('true or false');
}

function atLeast(least: number): z.ZodNumber {
  const expected = `a whole number of at least ${least}`;
  return z.number(expected).int(expected).min(least, expected);
}

function port(): z.ZodNumber {
  const expected = 'a port: a whole number from 1 to 65535';
  return z.number(expected).int(expected).min(1, expected).max(65_535, expected);
}
