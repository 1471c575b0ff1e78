import { request as sendRaw } from 'node:http';
import { HttpRequest } from '@smithy/core/protocols';
import { ManualClock, SimulatedAws } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { type FuzzTarget, tryInputs } from './fuzz-target.js';

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
  { weight: 3, arbitrary: metric.map((value) => JSON.stringify(value) ?? '') },
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

const request = fc.record({ body, headers, path });

const NOW = Date.UTC(2026, 0, 1);

/** What every protocol of AWS answers with. */
function checkReply(statusCode: number, text: string): void {
  if (![200, 400, 401, 403, 404, 412, 500, 503].includes(statusCode))
    throw new Error(`Status ${statusCode}.`);
  if (/^</.test(text)) {
    if (!/^(<\?xml[^>]*>\s*)?<(\w+)[^>]*>[\s\S]*<\/\2>$/.test(text)) throw new Error(`No XML: ${text}`);
    if (statusCode >= 400 && !text.includes('<Code>')) throw new Error(`No code: ${text}`);
    if (/\[object|NaN|undefined/.test(text)) throw new Error(`Leaks of JavaScript: ${text}`);
    return;
  }
  if (text.startsWith('{')) {
    const reply = JSON.parse(text) as { readonly __type?: unknown };
    if (statusCode >= 400 && typeof reply.__type !== 'string') throw new Error(`No type: ${text}`);
    return;
  }
  // CBOR, which begins with a map.
  if (text.charCodeAt(0) < 0x80 || text === '') throw new Error(`No protocol: ${statusCode} ${text}`);
}

/** The SDK's CBOR codec warns of large numbers. */
function quietWarnings(): Disposable {
  const { warn } = console;
  console.warn = () => undefined;
  return {
    [Symbol.dispose]: () => {
      console.warn = warn;
    },
  };
}

export const requestTargets: readonly FuzzTarget[] = [
  {
    name: 'requests to `SimulatedAws`, in process',
    promise: 'a reply of the protocol, or a refusal of it',
    fewRuns: 600,
    manyRuns: 30_000,
    run: async (numRuns, seed) => {
      using _ = quietWarnings();
      const aws = new SimulatedAws({ clock: new ManualClock({ now: NOW }) });
      await tryInputs(
        request,
        async (given) => {
          const authorization = given.headers.authorization?.replace(
            '=KEY/',
            `=${aws.credentials.accessKeyId}/`,
          );
          const all = { ...given.headers, ...(authorization === undefined ? {} : { authorization }) };
          const sent = new HttpRequest({
            method: 'POST',
            hostname: 'ec2.us-east-1.amazonaws.com',
            path: given.path,
            headers: all as Record<string, string>,
            body: given.body,
          });
          const { response } = await aws.requestHandler.handle(sent, {});
          checkReply(response.statusCode, Buffer.from(response.body as Uint8Array).toString('latin1'));
          aws.clearRequests();
        },
        numRuns,
        seed,
      );
    },
  },
  {
    name: 'requests to `SimulatedAws`, over HTTP',
    promise: 'a reply of the protocol, or a refusal of it',
    fewRuns: 150,
    manyRuns: 5_000,
    run: async (numRuns, seed) => {
      using _ = quietWarnings();
      await using aws = new SimulatedAws({ clock: new ManualClock({ now: NOW }) });
      const { url } = await aws.listen();
      const method = fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS');
      await tryInputs(
        fc.record({ request, method }),
        async ({ request: given, method: verb }) => {
          const { statusCode, text } = await exchange(url, verb, given);
          if (verb !== 'HEAD') checkReply(statusCode, text);
          aws.clearRequests();
        },
        numRuns,
        seed,
      );
    },
  },
];

/** Sends what Node's client lets pass: header values that are no header values are left out. */
function exchange(
  url: string,
  method: string,
  given: { readonly path: string; readonly body: string | Uint8Array; readonly headers: object },
): Promise<{ readonly statusCode: number; readonly text: string }> {
  const entries = Object.entries(given.headers) as [string, string][];
  const sendable = entries.filter(([, value]) => /^[\x20-\x7e]*$/.test(value));
  const path = /^[\x21-\x7e]+$/.test(given.path) ? given.path : '/';
  return new Promise((resolve, reject) => {
    const sent = sendRaw(
      url,
      { method, path, headers: Object.fromEntries(sendable), agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ statusCode: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('latin1') });
        });
      },
    );
    sent.on('error', reject);
    // A body where HTTP has none is refused by Node's server, not by us.
    sent.end(['POST', 'PUT'].includes(method) ? given.body : undefined);
  });
}
