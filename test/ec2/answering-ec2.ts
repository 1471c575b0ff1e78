import type { EC2Client } from '@aws-sdk/client-ec2';
import * as sdk from '@aws-sdk/client-ec2';
import { ManualClock } from 'ec2-worker-client/testing';
import type { AwsConnection } from '../../src/aws/aws-connection.js';
import { AwsSender } from '../../src/aws/aws-sender.js';
import type { Ec2Sdk } from '../../src/ec2/ec2-connection.js';
import type { Ec2Sender } from '../../src/ec2/ec2-request.js';

/** A sender over a client that answers as told, or throws, and what that client was sent. */
export function answeringEc2<Input>(answer: (input: Input, call: number) => unknown): {
  readonly sender: Ec2Sender;
  readonly inputs: readonly Input[];
} {
  const inputs: Input[] = [];
  const client = {
    send: async ({ input }: { readonly input: Input }) => {
      inputs.push(input);
      return await Promise.resolve(answer(input, inputs.length));
    },
  } as unknown as EC2Client;
  const connection: AwsConnection<EC2Client, Ec2Sdk> = {
    client,
    sdk,
    handedIn: false,
    prepare: () => undefined,
    refreshCredentials: () => Promise.resolve(),
    destroy: () => undefined,
  };
  const sender = new AwsSender({
    connect: () => Promise.resolve(connection),
    region: 'us-east-1',
    clock: new ManualClock({ autoAdvance: true }),
    logger: undefined,
    maxAttempts: 1,
    closing: new AbortController().signal,
  });
  return { sender, inputs };
}
