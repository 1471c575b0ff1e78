import { ForeignReply } from '../aws/foreign-reply.js';
import { type CollectStream, inspectReply, readReplyText } from '../aws/raw-reply.js';

/**
 * Makes a command whose reply holds nothing but EC2's confirmation insist on that confirmation. The SDK
 * takes any reply with status 200 for success, a captive portal's page included.
 */
export function confirmReply<Command>(command: Command, collect: CollectStream): Command {
  return inspectReply(command, 'confirmReply', async (reply) => {
    if (reply.statusCode >= 300) return;
    const text = await readReplyText(reply, collect);
    if (!/<\w+Response[\s>]/.test(text)) {
      throw new ForeignReply('the confirmation is missing from the reply');
    }
  });
}
