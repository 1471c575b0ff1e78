import { EC2Client, RebootInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { ForeignReply } from '../../src/aws/foreign-reply.js';
import { confirmReply } from '../../src/ec2/confirm-reply.js';
import { rejection } from '../aws/sdk-errors.js';

const CONFIRMATION =
  '<?xml version="1.0"?><RebootInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><return>true</return></RebootInstancesResponse>';
const ERRORS =
  '<Response><Errors><Error><Code>IncorrectState</Code><Message>No.</Message></Error></Errors></Response>';

/** Sends a reboot that is answered with that body. */
async function send(body: unknown, statusCode = 200): Promise<unknown> {
  const client = new EC2Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      handle: () => Promise.resolve({ response: { statusCode, headers: {}, body } as never }),
    },
    streamCollector: () => Promise.resolve(Buffer.from(CONFIRMATION)),
  });
  const command = new RebootInstancesCommand({ InstanceIds: ['i-0123456789abcdef0'] });
  return await client.send(confirmReply(command, client.config.streamCollector));
}

describe('confirmReply', () => {
  it.each([
    ['bytes', Buffer.from(CONFIRMATION)],
    ['text', CONFIRMATION],
    ['a stream', { pipe: () => undefined }],
  ])('lets a confirmation through that comes as %s', async (_, body) => {
    await expect(send(body)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['a page', '<html><body>Please sign in</body></html>'],
    ['JSON', '{"return":true}'],
    ['the beginning of a confirmation', CONFIRMATION.slice(0, 30)],
    ['half a confirmation', CONFIRMATION.slice(0, 120)],
  ])('refuses %s with status 200', async (_, body) => {
    await expect(rejection(send(body))).resolves.toBeInstanceOf(Error);
  });

  it('says that it was not AWS who answered', async () => {
    const error = await rejection(send('<html></html>'));

    expect(error).toBeInstanceOf(ForeignReply);
    expect(error).toMatchObject({ message: 'the confirmation is missing from the reply' });
  });

  it('leaves errors to the SDK', async () => {
    await expect(rejection(send(Buffer.from(ERRORS), 400))).resolves.toMatchObject({
      name: 'IncorrectState',
    });
  });
});
