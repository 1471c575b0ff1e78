import { ServiceError } from '../wire/service-error.js';

/** An object of a JSON request. */
export type JsonObject = Readonly<Record<string, unknown>>;

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

/** @throws ServiceError `MissingRequiredParameterException` */
export function required<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value;
  throw new ServiceError('MissingRequiredParameterException', `The parameter ${name} is required.`);
}

/** The error for a value that CloudWatch does not take. */
export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}
