import { ForeignReply } from '../aws/foreign-reply.js';
import {
  type CollectStream,
  type CommandWithMiddleware,
  type RawResponse,
  readBody,
} from './raw-response.js';

/**
 * Makes a command whose reply holds nothing but EC2's confirmation insist on that confirmation. The SDK
 * takes any reply with status 200 for success, a captive portal's page included.
 */
export function confirmReply<Command>(command: Command, collect: CollectStream): Command {
  (command as CommandWithMiddleware).middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as RawResponse;
      if (response.statusCode >= 300) return result;
      const bytes = await readBody(response.body, collect);
      // The body is read once only, so the bytes take the stream's place for the SDK.
      response.body = bytes;
      if (!/<\w+Response[\s>]/.test(Buffer.from(bytes).toString('utf8'))) {
        throw new ForeignReply('the confirmation is missing from the reply');
      }
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'confirmReply' },
  );
  return command;
}
