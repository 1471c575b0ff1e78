/** The part of an HTTP response that is looked at before the SDK parses it. */
export interface RawResponse {
  readonly statusCode: number;
  body: unknown;
}

/** The part of an SDK command that takes a middleware. */
export interface CommandWithMiddleware {
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

/** The bytes of a body, in whichever form a request handler hands it over. */
export async function readBody(body: unknown, collect: CollectStream): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  return body === undefined || body === null ? new Uint8Array() : await collect(body as never);
}
