import type { Ec2WorkerError } from './ec2-worker-error.js';

/** Whether nobody knows after an error if AWS has carried the request out. */
export function leavesOutcomeOpen({ kind, httpStatus }: Ec2WorkerError): boolean {
  if (kind === 'unknown') return httpStatus === undefined || httpStatus >= 500;
  return kind === 'network' || kind === 'service-unavailable';
}
