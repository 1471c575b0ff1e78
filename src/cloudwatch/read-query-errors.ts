import { type CollectStream, inspectReply, readReplyText } from '../aws/raw-reply.js';

/**
 * Lets a command read errors in the XML of AWS's Query protocol, in which some emulators, and gateways before
 * a service, refuse a caller whatever the protocol of the question was. The SDK would tell of broken JSON.
 */
export function readQueryErrors<Command>(
  command: Command,
  client: { readonly config: { readonly streamCollector: CollectStream } },
): Command {
  return inspectReply(command, 'readQueryErrors', async (reply) => {
    if (reply.statusCode < 400) return;
    const text = await readReplyText(reply, client.config.streamCollector);
    const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
    if (!text.startsWith('<') || code === undefined) return;
    const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? '';
    const requestId = /<RequestId>([^<]+)<\/RequestId>/i.exec(text)?.[1];
    throw Object.assign(new Error(message), {
      name: code,
      Code: code,
      $metadata: { httpStatusCode: reply.statusCode, requestId },
    });
  });
}
