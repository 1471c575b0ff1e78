import type { EC2ClientConfig } from '@aws-sdk/client-ec2';

/** What the SDK takes for a request handler: one that is ready, or options for its own. */
export type RequestHandlerOption = EC2ClientConfig['requestHandler'];

/** A request handler, as far as it matters here. */
interface ReadyHandler {
  handle(request: unknown, options?: { readonly abortSignal?: AbortSignal | undefined }): Promise<unknown>;
}

/** Whether a request handler is one that the caller has made, and not just options for the SDK's own. */
export function isReadyHandler(handler: RequestHandlerOption): handler is NonNullable<RequestHandlerOption> {
  return typeof (handler as Partial<ReadyHandler> | undefined)?.handle === 'function';
}

/**
 * Keeps a caller's handler from sending what was aborted while the request was being signed. The SDK's own
 * handler looks at the signal; one that was made for a test or a proxy may not.
 */
export function abortAware(handler: NonNullable<RequestHandlerOption>): NonNullable<RequestHandlerOption> {
  const ready = handler as unknown as ReadyHandler;
  const handle: ReadyHandler['handle'] = async (request, options) => {
    options?.abortSignal?.throwIfAborted();
    return await ready.handle(request, options);
  };
  return new Proxy(ready, {
    get(target, key): unknown {
      if (key === 'handle') return handle;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  }) as unknown as NonNullable<RequestHandlerOption>;
}
