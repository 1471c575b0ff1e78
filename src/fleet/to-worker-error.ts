import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { failureMessage } from '../errors/failure-message.js';

/** What was tried, and on what. */
export interface FailedSubject {
  readonly operation: string;
  readonly instanceIds?: readonly string[] | undefined;
  readonly region?: string | undefined;
}

/**
 * What was thrown, as an error of this package: a function, a lease store or a client that a caller hands in may throw
 * anything.
 *
 * @param what What has failed, where the operation alone does not tell.
 */
export function toWorkerError(thrown: unknown, subject: FailedSubject, what?: string): Ec2WorkerError {
  if (Ec2WorkerError.isInstance(thrown)) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const text = what === undefined ? reason : `${what}: ${reason}`;
  return new Ec2WorkerError({ ...subject, message: failureMessage({ ...subject, text }), cause: thrown });
}
