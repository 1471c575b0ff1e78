import { Ec2WorkerError } from '../../errors/ec2-worker-error.js';
import { FitnessCode, type FitnessFinding } from '../../model/fitness-report.js';

/** Kinds of errors that are about the input, or end the call: all others only leave a question open. */
const DECISIVE_KINDS: readonly string[] = [
  'invalid-parameter',
  'resource-not-found',
  'authentication',
  'aborted',
];

/** What was read, or nothing but the reason why it could not be. */
export type Reading<Value> = { readonly value: Value } | { readonly error: Ec2WorkerError };

/** Reads something; what the caller may not read, or cannot now, is no reason to fail. */
export async function attempt<Value>(read: () => Promise<Value>): Promise<Reading<Value>> {
  try {
    return { value: await read() };
  } catch (thrown) {
    if (!Ec2WorkerError.isInstance(thrown) || DECISIVE_KINDS.includes(thrown.kind)) throw thrown;
    return { error: thrown };
  }
}

/** What was read, if it was. */
export function readOf<Value>(reading: Reading<Value>): Value | undefined {
  return 'value' in reading ? reading.value : undefined;
}

/** What could not be read is told, and does not count as fit. */
export function unread(
  parameter: FitnessFinding['parameter'],
  ...readings: readonly Reading<unknown>[]
): FitnessFinding[] {
  return readings.flatMap((reading) =>
    'value' in reading ? [] : [notChecked(parameter, reading.error.message)],
  );
}

/** The finding that something was not checked. */
export function notChecked(parameter: FitnessFinding['parameter'], reason: string): FitnessFinding {
  const message = `The ${parameter} could not be checked: ${reason}`;
  return { code: FitnessCode.NOT_CHECKED, severity: 'warning', parameter, message };
}
