import { HttpResponse } from '@smithy/core/protocols';
import { Ec2WorkerClient, Ec2WorkerError } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import fc from 'fast-check';
import { type FuzzTarget, tryInputs } from './fuzz-target.js';

const ID = 'i-0123456789abcdef0';

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom(
    'Error',
    'Code',
    'RequestLimitExceeded',
    'InvalidInstanceID.NotFound',
    'AuthFailure',
    ID,
    '&',
    '<',
    ']]>',
  ),
);

const element = fc.constantFrom(
  'Response',
  'Errors',
  'Error',
  'Code',
  'Message',
  'RequestID',
  'DescribeInstancesResponse',
  'reservationSet',
  'item',
  'instancesSet',
  'instanceId',
  'instanceState',
  'tagSet',
  'nextToken',
  'html',
);

/** XML that an answer of AWS may look like, well-formed or nearly so. */
const xml = fc.letrec<{ node: string; inner: string }>((tie) => ({
  node: fc
    .tuple(element, fc.array(tie('inner'), { maxLength: 4 }), fc.constantFrom('>', '', '/>', '><'))
    .map(([name, children, close]) => `<${name}>${children.join('')}</${name}${close}`),
  inner: fc.oneof({ maxDepth: 4 }, word, tie('node')),
})).node;

const cutXml = fc.tuple(xml, fc.double({ min: 0, max: 1, noNaN: true })).map(([all, part]) => {
  return `<?xml version="1.0"?>${all.slice(0, Math.ceil(all.length * part))}`;
});

const body = fc.oneof(
  cutXml,
  xml,
  fc.json(),
  fc.constantFrom(
    '',
    '<html><body>502</body></html>',
    '{}',
    '{"__type":"x#Y"}',
    'null',
    '[]',
    '<!DOCTYPE html><p>',
  ),
  fc
    .tuple(word, fc.integer({ min: 1_000, max: 100_000 }))
    .map(([each, times]) => each.repeat(times).slice(0, 1_000_000)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);

const status = fc.oneof(
  fc.constantFrom(200, 204, 301, 400, 401, 403, 404, 407, 412, 429, 500, 502, 503),
  fc.integer({ min: 100, max: 999 }),
);

const headerName = fc.constantFrom(
  'content-type',
  'x-amzn-requestid',
  'retry-after',
  'x-amz-retry-after',
  'date',
  'x-amzn-query-error',
  'x-amzn-errortype',
  'age',
  'content-length',
);
const headers = fc.dictionary(
  headerName,
  fc.oneof(word, fc.constantFrom('-1', '1e9', 'text/html', 'x;y;z', 'Thu, 01 Jan 1970 00:00:00 GMT')),
  { maxKeys: 5 },
);

type Reply = () => Promise<{ response: HttpResponse }>;

const reply: fc.Arbitrary<Reply> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ statusCode: status, headers, body }).map((parts) => {
      const response = { ...parts, body: Buffer.from(parts.body) };
      return Object.assign(() => Promise.resolve({ response: new HttpResponse(response) }), {
        [fc.toStringMethod]: () => JSON.stringify(parts).slice(0, 2_000),
      });
    }),
  },
  {
    weight: 1,
    arbitrary: fc.anything().map((thrown) => {
      // Whatever a request handler of somebody's own may throw.
      return Object.assign(() => Promise.reject(thrown as Error), {
        [fc.toStringMethod]: () => fc.stringify(thrown),
      });
    }),
  },
);

/** A call of every kind of protocol and of every way to read a reply. */
const CALLS: Readonly<Record<string, (client: Ec2WorkerClient) => Promise<unknown>>> = {
  createInstance: (client) =>
    client.createInstance({
      name: 'w',
      amiId: 'ami-0123456789abcdef0',
      amiName: 'CML',
      instanceType: 'c5.metal',
    }),
  getInstanceDetails: (client) => client.getInstanceDetails(ID),
  listInstances: (client) => client.listInstances(),
  getInstanceStatusChecks: (client) => client.getInstanceStatusChecks(ID),
  getInstanceResourcesUtilization: (client) => client.getInstanceResourcesUtilization(ID),
  stopInstance: (client) => client.stopInstance(ID),
  addTags: (client) => client.addTags(ID, { a: 'b' }),
  getConsoleOutput: (client) => client.getConsoleOutput(ID),
  findImages: (client) => client.images.find({ name: 'x' }),
  waitUntilHealthy: (client) => client.waitUntilHealthy(ID, { maxWaitTime: 20 }),
};

export const replyTargets: readonly FuzzTarget[] = [
  {
    name: 'replies of AWS, and of what stands in between',
    promise: 'an answer, or an error of ours that has a message and no secret',
    fewRuns: 80,
    manyRuns: 4_000,
    run: readReplies,
  },
];

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

async function readReplies(numRuns: number, seed: number): Promise<void> {
  const clock = new ManualClock({ autoAdvance: true });
  let replies: readonly Reply[] = [];
  let sent = 0;
  const requestHandler = {
    handle: async () => {
      const release = clock.hold();
      sent += 1;
      try {
        return await (replies[sent % replies.length] ?? (() => Promise.reject(new Error('none'))))();
      } finally {
        release();
      }
    },
  };
  await using client = new Ec2WorkerClient({
    region: 'us-east-1',
    requestHandler,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET },
    clock,
    maxAttempts: 2,
    budget: false,
    decodeDenials: false,
  });
  await tryInputs(
    fc.tuple(fc.constantFrom(...Object.keys(CALLS)), fc.array(reply, { minLength: 1, maxLength: 3 })),
    async ([name, given]) => {
      replies = given;
      try {
        await CALLS[name]?.(client);
      } catch (error) {
        if (!Ec2WorkerError.isInstance(error))
          throw new Error(`${name} threw none of ours`, { cause: error });
        if (error.message === '' || error.region !== 'us-east-1')
          throw new Error(`${name} says too little`, { cause: error });
        if (error.message.length > 4_000) throw new Error(`${name} says too much`, { cause: error });
        if (error.message.includes(SECRET)) throw new Error(`${name} tells the secret`, { cause: error });
      }
    },
    numRuns,
    seed,
  );
}
