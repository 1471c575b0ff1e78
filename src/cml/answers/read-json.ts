import type { HostReply } from '../connection/send-request.js';
import { HostFault } from '../failures/host-fault.js';

/**
 * Reads an answer as JSON. What the parser says of anything else quotes it, so that is not passed on.
 *
 * @throws HostFault `NOT_JSON`.
 */
export function readJson({ body, status, headers }: HostReply): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    const type = headers['content-type']?.split(';')[0] ?? 'no type';
    throw new HostFault('NOT_JSON', { text: `the answer is no JSON (${type})`, httpStatus: status });
  }
}
