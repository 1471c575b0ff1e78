import { ForeignReply } from '../aws/foreign-reply.js';

/** The part of an HTTP response that is looked at. */
interface RawResponse {
  readonly statusCode: number;
  body: unknown;
}

/** The part of an SDK command that takes a middleware. */
interface CommandWithMiddleware {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: never) => Promise<{ response: unknown }>,
      ) => (args: never) => Promise<{ response: unknown }>,
      options: { step: 'deserialize'; priority: 'low'; name: string },
    ): void;
  };
}

/** Reads a body that is a stream. */
type CollectStream = (stream: never) => Promise<Uint8Array>;

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

async function readBody(body: unknown, collect: CollectStream): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  return body === undefined || body === null ? new Uint8Array() : await collect(body as never);
}
