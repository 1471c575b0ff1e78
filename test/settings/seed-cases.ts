/** One setting of the seed documents, by its number and its own name. */
export interface SeedCase {
  readonly id: string;
  readonly name: string;
  /** Where it is in the settings. */
  readonly path: string;
  readonly byDefault: unknown;
  /** A value in the words of a JSON file, and what it becomes where that differs. */
  readonly value: unknown;
  readonly becomes?: unknown;
  /** The value as a variable has it. */
  readonly variable: string;
  /** Values that are refused, with the path of the problem and what was expected. */
  readonly refused: readonly (readonly [value: unknown, path: string, expected: RegExp])[];
}

const AMI_CONFIG = {
  'us-east-1': { ami_id: 'ami-0123456789abcdef0', ami_name: 'CML-2.7.0-Ubuntu-22.04', cml_version: '2.7.0' },
  'us-west-2': { ami_id: 'ami-0987654321fedcba0', ami_name: 'CML-2.7.0-Ubuntu-22.04', cml_version: '2.7.0' },
};

const NETWORK_CONFIG = {
  'us-east-1': {
    vpc_id: 'vpc-0123456789abcdef0',
    subnet_id: 'subnet-0123456789abcdef0',
    security_group_ids: ['sg-0123456789abcdef0'],
    assign_public_ip: false,
  },
};

const KEY_PAIRS = { 'us-east-1': 'cml-worker-keypair-use1', 'us-west-2': 'cml-worker-keypair-usw2' };

/** A whole number with a least value, and a largest one where there is one. */
function numberCase(id: string, name: string, path: string, byDefault: number, value: number): SeedCase {
  const expected = /must be (?:a port: )?a whole number (?:of at least|from) \d/;
  return {
    id,
    name,
    path,
    byDefault,
    value,
    variable: String(value),
    refused: [-1, 1.5, '7 apples', true, [], null].map((wrong) => [wrong, path, expected] as const),
  };
}

function flagCase(id: string, name: string, path: string): SeedCase {
  const refused = ['perhaps', 2, [], null].map((wrong) => [wrong, path, /must be true or false/] as const);
  return { id, name, path, byDefault: true, value: false, variable: 'false', refused };
}

/** Images, networks and key pairs by region. */
const MAP_CASES: readonly SeedCase[] = [
  {
    id: 'S65',
    name: 'cml_worker_ami_ids',
    path: 'worker.ami.us-east-1.amiId',
    byDefault: undefined,
    value: { 'us-east-1': 'ami-0123456789abcdef0' },
    becomes: 'ami-0123456789abcdef0',
    variable: '{"us-east-1": "ami-0123456789abcdef0"}',
    refused: [
      [{ 'us-east-1': 'ami-123' }, 'worker.ami.us-east-1.amiId', /must be an AMI id/],
      [{ 'us-east-1': 7 }, 'worker.ami.us-east-1.amiId', /must be an AMI id.*got number/],
      ['ami-0123456789abcdef0', 'worker.ami', /must be an object by region|is not JSON/],
      [{ Virginia: 'ami-0123456789abcdef0' }, 'worker.ami.Virginia', /a key that must be an AWS region/],
    ],
  },
  {
    id: 'S82',
    name: 'cml_worker_ami_config',
    path: 'worker.ami',
    byDefault: {},
    value: AMI_CONFIG,
    becomes: {
      'us-east-1': { amiId: 'ami-0123456789abcdef0', amiName: 'CML-2.7.0-Ubuntu-22.04', cmlVersion: '2.7.0' },
      'us-west-2': { amiId: 'ami-0987654321fedcba0', amiName: 'CML-2.7.0-Ubuntu-22.04', cmlVersion: '2.7.0' },
    },
    variable: JSON.stringify(AMI_CONFIG),
    refused: [
      [
        { 'us-east-1': { ami_name: 'CML' } },
        'worker.ami.us-east-1.amiId',
        /is missing: it must be an AMI id/,
      ],
      [{ 'us-east-1': {} }, 'worker.ami.us-east-1.amiId', /is missing/],
      [
        { 'us-east-1': { ...AMI_CONFIG['us-east-1'], ami_nmae: 'x' } },
        'worker.ami.us-east-1.ami_nmae',
        /Did you mean "ami_name"/,
      ],
      [
        { 'us-east-1': { ...AMI_CONFIG['us-east-1'], cml_version: 2.7 } },
        'worker.ami.us-east-1.cmlVersion',
        /must be text/,
      ],
      [[], 'worker.ami', /must be an object by region, got an empty list/],
    ],
  },
  {
    id: 'S84',
    name: 'cml_worker_network_config',
    path: 'worker.network',
    byDefault: {},
    value: NETWORK_CONFIG,
    becomes: {
      'us-east-1': {
        vpcId: 'vpc-0123456789abcdef0',
        subnetId: 'subnet-0123456789abcdef0',
        securityGroupIds: ['sg-0123456789abcdef0'],
        assignPublicIp: false,
      },
    },
    variable: JSON.stringify(NETWORK_CONFIG),
    refused: [
      [
        { 'us-east-1': { subnet_id: 'subnet-456' } },
        'worker.network.us-east-1.subnetId',
        /must be an id: "subnet-"/,
      ],
      [{ 'us-east-1': { vpc_id: 'subnet-0123456789abcdef0' } }, 'worker.network.us-east-1.vpcId', /"vpc-"/],
      [
        { 'us-east-1': { security_group_ids: [] } },
        'worker.network.us-east-1.securityGroupIds',
        /at least one/,
      ],
      [
        { 'us-east-1': { security_group_ids: ['web'] } },
        'worker.network.us-east-1.securityGroupIds.0',
        /"sg-"/,
      ],
      [
        { 'us-east-1': { assign_public_ip: 'yes' } },
        'worker.network.us-east-1.assignPublicIp',
        /true or false/,
      ],
    ],
  },
  {
    id: 'S85',
    name: 'cml_worker_key_pairs',
    path: 'worker.keyPairs',
    byDefault: {},
    value: KEY_PAIRS,
    variable: JSON.stringify(KEY_PAIRS),
    refused: [
      [{ 'us-east-1': '' }, 'worker.keyPairs.us-east-1', /must be text, not empty/],
      [{ 'us-east-1': ['key'] }, 'worker.keyPairs.us-east-1', /must be text, not empty, got a list/],
      [{ us: 'key' }, 'worker.keyPairs.us', /a key that must be an AWS region/],
    ],
  },
];

/** Every setting of the seed documents but the image names alone, which need the ids beside them. */
export const SEED_CASES: readonly SeedCase[] = [
  ...MAP_CASES,
  {
    id: 'S67',
    name: 'cml_worker_default_instance_type',
    path: 'worker.defaultInstanceType',
    byDefault: 'c5.2xlarge',
    value: 'c5.4xlarge',
    variable: 'c5.4xlarge',
    refused: [
      ['large', 'worker.defaultInstanceType', /must be an instance type such as c5.2xlarge/],
      ['m5zn.metal', 'worker.defaultInstanceType', /must be one of worker.allowedInstanceTypes/],
    ],
  },
  {
    id: 'S68',
    name: 'cml_worker_allowed_instance_types',
    path: 'worker.allowedInstanceTypes',
    byDefault: ['t3.xlarge', 'c5.2xlarge', 'c5.4xlarge'],
    value: ['c8i.4xlarge', 'm5zn.metal'],
    variable: '["c8i.4xlarge", "m5zn.metal"]',
    refused: [
      [[], 'worker.allowedInstanceTypes', /must be a list of at least one/],
      [['c5.2xlarge', 'huge'], 'worker.allowedInstanceTypes.1', /must be an instance type/],
      [{ a: 1 }, 'worker.allowedInstanceTypes', /must be a list|must be an instance type/],
    ],
  },
  numberCase('S69', 'cml_https_port', 'cml.httpsPort', 443, 8443),
  numberCase('S70', 'cml_api_port', 'cml.apiPort', 443, 8444),
  numberCase('S71', 'cml_health_check_interval_seconds', 'cml.healthCheckIntervalSeconds', 30, 5),
  numberCase('S72', 'cml_startup_timeout_seconds', 'cml.startupTimeoutSeconds', 600, 1200),
  {
    id: 'S73',
    name: 'cml_license_token',
    path: 'cml.license.token',
    byDefault: undefined,
    value: 'Zm9vLWJhcg%3D%3D',
    variable: 'Zm9vLWJhcg%3D%3D',
    refused: [
      ['a token with blanks', 'cml.license.token', /must be a licence token of 1 to 256 letters/],
      ['x'.repeat(257), 'cml.license.token', /must be a licence token/],
    ],
  },
  flagCase('S74', 'cml_license_check_on_startup', 'cml.license.checkOnStartup'),
  numberCase('S75', 'cml_worker_idle_threshold_minutes', 'lifecycle.idleThresholdMinutes', 30, 45),
  flagCase('S76', 'cml_worker_auto_shutdown_enabled', 'lifecycle.autoShutdownEnabled'),
  numberCase(
    'S77',
    'cml_worker_telemetry_collection_interval_seconds',
    'lifecycle.telemetryCollectionIntervalSeconds',
    60,
    15,
  ),
  {
    ...numberCase(
      'S78',
      'cml_worker_max_idle_before_warning_minutes',
      'lifecycle.maxIdleBeforeWarningMinutes',
      20,
      10,
    ),
    refused: [
      [-1, 'lifecycle.maxIdleBeforeWarningMinutes', /must be a whole number of at least 0/],
      [30, 'lifecycle.maxIdleBeforeWarningMinutes', /must be below lifecycle.idleThresholdMinutes/],
    ],
  },
  {
    id: 'S79',
    name: 'aws_default_region',
    path: 'aws.defaultRegion',
    byDefault: 'us-east-1',
    value: 'us-west-2',
    variable: 'us-west-2',
    refused: [
      ['Virginia', 'aws.defaultRegion', /must be an AWS region such as us-east-1/],
      ['eu-central-1', 'aws.defaultRegion', /must be one of aws.allowedRegions/],
    ],
  },
  {
    id: 'S80',
    name: 'aws_allowed_regions',
    path: 'aws.allowedRegions',
    byDefault: ['us-east-1', 'us-west-2', 'eu-west-1'],
    value: ['us-east-1', 'ap-south-1'],
    variable: 'us-east-1, ap-south-1',
    refused: [
      [[], 'aws.allowedRegions', /must be a list of at least one/],
      [['us-east-1', 'EU'], 'aws.allowedRegions.1', /must be an AWS region/],
    ],
  },
];
