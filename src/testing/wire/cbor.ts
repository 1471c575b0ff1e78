import { cbor, tag } from '@smithy/core/cbor';
import type { WireReply } from './messages.js';

/** The tag of a time in seconds since the epoch. */
const TIME_TAG = 1;

/** Members of replies that are times. */
const TIMES: ReadonlySet<string> = new Set(['Timestamp', 'Timestamps']);

/** Reads a body in CBOR as the JSON protocols would write it: times are numbers. @throws Error for no CBOR. */
export function readCbor(bytes: Uint8Array): unknown {
  return bytes.length === 0 ? {} : withoutTags(cbor.deserialize(bytes));
}

/** A reply of a JSON protocol in CBOR; any other, such as the page of a load balancer, as it is. */
export function toCborReply(reply: WireReply): WireReply {
  const { headers, body } = reply;
  if (typeof body !== 'string' || headers['content-type']?.includes('json') !== true) return reply;
  return {
    ...reply,
    headers: { ...headers, 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    body: Uint8Array.from(cbor.serialize(withTimes(JSON.parse(body), false))),
  };
}

function withoutTags(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(withoutTags);
  const { tag: isTagged, value: content } = value as { readonly tag?: unknown; readonly value?: unknown };
  if (isTagged === TIME_TAG) return withoutTags(content);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutTags(member)]));
}

function withTimes(value: unknown, isTime: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withTimes(item, isTime));
  if (typeof value === 'number') return isTime ? tag({ tag: TIME_TAG, value }) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withTimes(member, TIMES.has(name))]),
  );
}
