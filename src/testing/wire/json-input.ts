import type { WireRequest } from './messages.js';
import { ServiceError } from './service-error.js';

/** An object of a JSON request. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The action that a request of a JSON protocol is for: `DynamoDB_20120810.PutItem` asks for `PutItem`. */
export function targetAction({ headers }: WireRequest): string {
  return headers['x-amz-target']?.split('.').at(-1) ?? '';
}

/** Reads the body of a JSON request. @throws ServiceError `SerializationException` */
export function parseJson(body: string): JsonObject {
  try {
    return asObject(JSON.parse(body === '' ? '{}' : body));
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not JSON.');
  }
}

export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A time in milliseconds; the protocol counts in seconds. */
export function asTime(value: unknown): number | undefined {
  return typeof value === 'number' ? value * 1_000 : undefined;
}
