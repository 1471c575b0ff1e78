import { gunzipSync } from 'node:zlib';
import { readCbor } from '../wire/cbor.js';
import type { WireRequest } from '../wire/messages.js';

/** A request as it arrives; header names are in lower case. */
export interface RawRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Stands for a body that nobody can read: it is of no protocol. */
const UNREADABLE = '\u0000';

/** `/service/GraniteServiceVersion20100801/operation/ListMetrics` */
const RPC_PATH = /\/service\/([^/?]+)\/operation\/([^/?]+)/;

/**
 * Reads a request off the wire. The SDK compresses large PutMetricData requests; boto3 speaks to CloudWatch in CBOR,
 * which says the same as JSON and is read as such.
 */
export function decodeRequest({ path, headers, bytes }: RawRequest): WireRequest {
  const [, service, operation] = RPC_PATH.exec(path) ?? [];
  if (headers['smithy-protocol'] !== 'rpc-v2-cbor' || service === undefined || operation === undefined) {
    const body = orUnreadable(() => new TextDecoder().decode(decompress(bytes, headers)));
    return { headers, body };
  }
  const body = orUnreadable(() => JSON.stringify(readCbor(decompress(bytes, headers))));
  return { headers: { ...headers, 'x-amz-target': `${service}.${operation}` }, body };
}

function decompress(bytes: Uint8Array, headers: RawRequest['headers']): Uint8Array {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
}

function orUnreadable(read: () => string): string {
  try {
    return read();
  } catch {
    return UNREADABLE;
  }
}
