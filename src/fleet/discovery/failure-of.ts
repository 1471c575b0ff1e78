import type { FleetTarget } from '../fleet-context.js';
import { toWorkerError } from '../to-worker-error.js';
import type { FleetFailure } from './fleet-listing.js';

/** On whose behalf something was read. */
interface FailedCall {
  readonly operation: string;
  readonly abortSignal?: AbortSignal | undefined;
}

/**
 * What could not be read of an account and region.
 *
 * @throws What was thrown, if the caller has aborted: then nothing is a result.
 */
export function failureOf<Missing extends string>(
  thrown: unknown,
  { roleArn, region }: Omit<FleetTarget, 'client'>,
  missing: Missing,
  { operation, abortSignal }: FailedCall,
): FleetFailure<Missing> {
  if (abortSignal?.aborted === true) throw thrown;
  return { roleArn, region, missing, error: toWorkerError(thrown, { operation, region }) };
}
