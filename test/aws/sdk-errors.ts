import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { AwsErrorContext } from '../../src/aws/translate-aws-error.js';

/** What a request handler of the tests answers. */
export interface CannedReply {
  readonly statusCode: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Errors in EC2's own wire format. */
export function ec2Errors(
  statusCode: number,
  ...errors: readonly (readonly [code: string, text: string])[]
): CannedReply {
  const elements = errors.map(
    ([code, text]) => `<Error><Code>${code}</Code><Message>${text}</Message></Error>`,
  );
  const body = `<?xml version="1.0" encoding="UTF-8"?><Response><Errors>${elements.join('')}</Errors><RequestID>body-id</RequestID></Response>`;
  return { statusCode, body, headers: { 'x-amzn-requestid': 'request-1' } };
}

function clientOptions(reply: CannedReply | Error) {
  return {
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      handle: () => {
        if (reply instanceof Error) return Promise.reject(reply);
        return Promise.resolve({
          response: {
            statusCode: reply.statusCode,
            headers: { ...reply.headers },
            body: Buffer.from(reply.body),
          },
        });
      },
    },
  };
}

/** What the EC2 client really throws for a reply, or for an error of its request handler. */
export async function thrownByEc2(reply: CannedReply | Error): Promise<unknown> {
  const client = new EC2Client(clientOptions(reply));
  return await rejection(client.send(new DescribeInstancesCommand({})));
}

/** What the CloudWatch client really throws for a reply. */
export async function thrownByCloudWatch(reply: CannedReply): Promise<unknown> {
  const client = new CloudWatchClient(clientOptions(reply));
  const command = new GetMetricDataCommand({
    MetricDataQueries: [],
    StartTime: new Date(0),
    EndTime: new Date(1),
  });
  return await rejection(client.send(command));
}

/** The reason of a promise that has to be rejected. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => ({ failed: false, reason: undefined }),
    (reason: unknown) => ({ failed: true, reason }),
  );
  if (!outcome.failed) throw new Error('Expected a rejection.');
  return outcome.reason;
}

/** An error as the SDK makes it of an answer with a code, without the way there. */
export function serviceError(code: string, text = 'Text of AWS', httpStatus = 400): Error {
  return Object.assign(new Error(text), {
    name: code,
    Code: code,
    $fault: httpStatus < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: httpStatus, requestId: 'request-1', attempts: 1, totalRetryDelay: 0 },
    Error: { Code: code, Message: text },
  });
}

/** The instance that {@link context} is about. */
export const ID = 'i-0123456789abcdef0';

/** A call for the errors to be translated of. */
export const context: AwsErrorContext = {
  operation: 'startInstance',
  action: 'ec2:StartInstances',
  region: 'us-east-1',
  instanceIds: [ID],
};

/** An error as Node makes it of a fault of the network. */
export function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
