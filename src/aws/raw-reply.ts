/** The part of an HTTP response that is looked at. */
export interface RawReply {
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
export type CollectStream = (stream: never) => Promise<Uint8Array>;

/** Has a command's reply looked at before the SDK makes anything of it. */
export function inspectReply<Command>(
  command: Command,
  name: string,
  inspect: (reply: RawReply) => Promise<void>,
): Command {
  (command as CommandWithMiddleware).middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      await inspect(result.response as RawReply);
      return result;
    },
    { step: 'deserialize', priority: 'low', name },
  );
  return command;
}

/** Reads the body of a reply to its end, and leaves it there for the SDK. */
export async function loadReply(reply: RawReply, collect: CollectStream): Promise<Uint8Array> {
  const bytes = await readBody(reply.body, collect);
  // The body is read once only, so the bytes take the stream's place.
  reply.body = bytes;
  return bytes;
}

/** Reads the body of a reply as text, and leaves it there for the SDK. */
export async function readReplyText(reply: RawReply, collect: CollectStream): Promise<string> {
  return Buffer.from(await loadReply(reply, collect)).toString('utf8');
}

async function readBody(body: unknown, collect: CollectStream): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  return body === undefined || body === null ? new Uint8Array() : await collect(body as never);
}
