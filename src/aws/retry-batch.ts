import type { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import type { AttemptHistory } from './retry-plan.js';
import type { AwsCall } from './sender.js';
import { translateAwsError } from './translate-aws-error.js';

/** The part of a sender that makes ready for another attempt. */
export interface RetryPreparation {
  prepareRetry(
    call: AwsCall,
    error: Ec2WorkerError,
    history: Pick<AttemptHistory, 'attempts' | 'refreshed'>,
  ): Promise<number | undefined>;
}

/**
 * When a part of a shared request may be sent again that has met these failures, the latest last: by the same
 * rules as a single call.
 *
 * @returns Milliseconds; `undefined` if it makes no sense.
 */
export async function retryBatchAfter(
  failures: readonly unknown[],
  call: AwsCall,
  sender: RetryPreparation,
): Promise<number | undefined> {
  const errors = failures.map((thrown) => translateAwsError(thrown, call));
  const latest = errors.at(-1);
  if (latest === undefined) return undefined;
  const isRefusal = ({ kind }: Ec2WorkerError): boolean => kind === 'authentication';
  const attempts = errors.filter((error) => !isRefusal(error)).length;
  const refreshed = errors.slice(0, -1).some(isRefusal);
  return await sender.prepareRetry(call, latest, { attempts, refreshed });
}
