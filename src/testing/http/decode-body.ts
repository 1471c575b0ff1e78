import { gunzipSync } from 'node:zlib';

/** The text of a body; the SDK compresses large PutMetricData requests. */
export function decodeBody(bytes: Uint8Array, contentEncoding: string | undefined): string {
  return new TextDecoder().decode(contentEncoding === 'gzip' ? gunzipSync(bytes) : bytes);
}
