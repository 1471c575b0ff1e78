import fc from 'fast-check';

/** A request: of a protocol of AWS, nearly so, or not at all. */
export interface AnyRequest {
  readonly path: string;
  readonly headers: Readonly<Partial<Record<string, string>>>;
  readonly body: string | Uint8Array;
}

const ACTIONS = [
  'RunInstances',
  'DescribeInstances',
  'DescribeInstanceStatus',
  'DescribeTags',
  'DescribeImages',
  'DescribeInstanceTypes',
  'DescribeVolumes',
  'TerminateInstances',
  'StopInstances',
  'StartInstances',
  'CreateTags',
  'DeleteTags',
  'ModifyInstanceAttribute',
  'CreateLaunchTemplate',
  'GetConsoleOutput',
  'AssumeRole',
  'GetCallerIdentity',
  'DecodeAuthorizationMessage',
];

const KEYS = [
  'InstanceId.1',
  'InstanceId',
  'InstanceId.1.1',
  'ResourceId.1',
  'Tag.1.Key',
  'Tag.1.Value',
  'Tag.1',
  'Filter.1.Name',
  'Filter.1.Value.1',
  'Filter.1',
  'MaxResults',
  'NextToken',
  'MinCount',
  'MaxCount',
  'ImageId',
  'InstanceType',
  'DryRun',
  'ClientToken',
  'UserData',
  'TagSpecification.1.ResourceType',
  'TagSpecification.1.Tag.1.Key',
  'BlockDeviceMapping.1.Ebs.VolumeSize',
  'LaunchTemplateData.ImageId',
  'LaunchTemplateName',
  'Attribute',
  'RoleArn',
  'RoleSessionName',
  'DurationSeconds',
  'EncodedMessage',
  'InstanceType.Value',
  '__proto__.x',
  'constructor',
  '.',
];

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'i-0123456789abcdef0',
    'ami-0123456789abcdef0',
    't3.micro',
    'instance',
    'tag:Name',
    'tag-key',
    'instance-state-name',
    '*',
    '\\',
    '?'.repeat(20),
    '-1',
    '0',
    '1',
    '1e308',
    'NaN',
    'true',
    'arn:aws:iam::123456789012:role/x',
    'resolve:ssm:/x',
    '\u0000',
    '%ff',
  ),
);

const form = fc
  .tuple(
    fc.oneof(fc.constantFrom(...ACTIONS), word),
    fc.array(
      fc.tuple(
        fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: word }),
        word,
      ),
      {
        maxLength: 8,
      },
    ),
    fc.constantFrom('2016-11-15', '2011-06-15', '', '2010-08-01'),
  )
  .map(([action, parameters, version]) =>
    new URLSearchParams([['Action', action], ['Version', version], ...parameters]).toString(),
  );

/** Nothing for what JSON has no word for. */
function toJson(value: unknown): string {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? text : '';
}

const metric = fc.record(
  {
    Namespace: fc.oneof(word, fc.anything()),
    MetricData: fc.anything(),
    MetricDataQueries: fc.array(fc.oneof(fc.object(), fc.record({ Id: word, MetricStat: fc.object() })), {
      maxLength: 3,
    }),
    StartTime: fc.oneof(fc.double(), word),
    EndTime: fc.oneof(fc.double(), word),
    NextToken: fc.oneof(word, fc.integer()),
    MaxDatapoints: fc.anything(),
    Dimensions: fc.anything(),
    Name: fc.oneof(word, fc.anything()),
    Names: fc.oneof(fc.array(word), fc.anything()),
    Value: word,
  },
  { requiredKeys: [] },
);

const bytes = fc.uint8Array({ maxLength: 400 });

const body: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  { weight: 5, arbitrary: form },
  { weight: 3, arbitrary: metric.map((value) => toJson(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: bytes },
);

const scope = fc
  .tuple(
    fc.oneof(fc.constant('KEY'), word),
    fc.oneof(fc.constantFrom('us-east-1', 'me-south-1', 'nowhere'), word),
    fc.oneof(fc.constantFrom('ec2', 'sts', 'monitoring', 'ssm'), word),
  )
  .map(
    ([key, region, service]) =>
      `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  );

const headers = fc.record(
  {
    authorization: fc.oneof({ weight: 5, arbitrary: scope }, { weight: 1, arbitrary: word }),
    'x-amz-date': fc.oneof(fc.constantFrom('20260101T000000Z', '20260101T001000Z', '99999999T999999Z'), word),
    'x-amz-target': fc.oneof(
      fc.constantFrom(
        'GraniteServiceVersion20100801.GetMetricData',
        'GraniteServiceVersion20100801.PutMetricData',
        'GraniteServiceVersion20100801.ListMetrics',
        'AmazonSSM.GetParameter',
        'AmazonSSM.GetParameters',
        'AmazonSSM.PutParameter',
        'AmazonSSM.',
        'x',
      ),
      word,
    ),
    'content-type': fc.constantFrom(
      'application/x-www-form-urlencoded',
      'application/x-amz-json-1.0',
      'application/cbor',
      '',
    ),
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity'),
    'smithy-protocol': fc.constantFrom('rpc-v2-cbor', 'x'),
  },
  { requiredKeys: ['x-amz-date'] },
);

const path = fc.oneof(
  fc.constantFrom(
    '/',
    '//',
    '/service/GraniteServiceVersion20100801/operation/ListMetrics',
    '/service/x/operation/',
  ),
  fc.webPath(),
);

/** A request as it may come from anybody. */
export const request: fc.Arbitrary<AnyRequest> = fc.record({ body, headers, path });
