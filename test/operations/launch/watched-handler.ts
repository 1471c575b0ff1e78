import type { SimulatedAws } from 'ec2-worker-client/testing';

/** The SDK's request handler, as the simulated AWS has it. */
export type RequestHandler = SimulatedAws['requestHandler'];

type Handle = RequestHandler['handle'];

/** A request handler with something around each of its requests. */
export function watchedHandler(
  handler: RequestHandler,
  around: (send: () => ReturnType<Handle>) => ReturnType<Handle>,
): RequestHandler {
  const handle: Handle = (...request) => around(() => handler.handle(...request));
  return Object.assign(Object.create(handler) as RequestHandler, { handle });
}
