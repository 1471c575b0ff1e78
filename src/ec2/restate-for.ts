import { translateAwsError } from '../aws/translate-aws-error.js';
import { AbortedError } from '../errors/aborted-error.js';
import { Ec2WorkerError } from '../errors/ec2-worker-error.js';
import { InstanceNotFoundError } from '../errors/instance-not-found-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import { instanceNotFound } from './answers.js';

/** One caller of a request that was shared. */
interface SharingCaller {
  readonly operation: string;
  /** Such as `ec2:StopInstances`. */
  readonly action: string;
  readonly region: AwsRegion;
  readonly instanceId: string;
}

/** The error of a shared request in the words of one caller: with its method, and its own instance. */
export function restateFor(
  { operation, action, region, instanceId }: SharingCaller,
  error: unknown,
): Ec2WorkerError {
  const call = { operation, region, instanceIds: [instanceId] };
  if (AbortedError.isInstance(error)) return new AbortedError({ ...call, cause: error.cause });
  const isAbsent = InstanceNotFoundError.isInstance(error) && error.code === undefined;
  if (isAbsent) return instanceNotFound(instanceId, call);
  return Ec2WorkerError.isInstance(error) ? error : translateAwsError(error, { ...call, action });
}
