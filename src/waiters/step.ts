import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { WorkerInstance } from '../model/worker-instance.js';
import { type NotYet, retry } from './verdict.js';

/** Either the wait is over, or there is something left to wait for. */
export type Step = { readonly reached: WorkerInstance } | NotYet;

/** The kinds of faults that may pass by themselves. Anything else would be answered the same way next time. */
const PASSING_KINDS: readonly string[] = ['throttled', 'service-unavailable', 'network'];

/** Whether a fault may pass by itself. */
export function isPassing(error: Ec2WorkerError): boolean {
  return error.retryable && PASSING_KINDS.includes(error.kind);
}

/** Waits on for a fault to pass. @throws The fault, if it will not. */
export function rideOut(error: Ec2WorkerError): NotYet {
  if (!isPassing(error)) throw error;
  return retry(`EC2 could not be asked (${error.kind})`);
}
