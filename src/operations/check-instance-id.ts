import { describeType } from '../errors/describe-type.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';

/** EC2's instance ids: 17 hexadecimal digits, or 8 on instances of before 2018. */
const INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/**
 * Refuses what cannot be an instance id.
 *
 * @throws InvalidParameterError saying what was given instead.
 */
export function checkInstanceId(
  instanceId: unknown,
  operation: string,
  parameter: string,
): asserts instanceId is string {
  if (typeof instanceId === 'string' && INSTANCE_ID.test(instanceId)) return;
  throw new InvalidParameterError({
    operation,
    parameter,
    expected: 'an instance id such as i-0123456789abcdef0',
    received: typeof instanceId === 'string' ? `"${instanceId.slice(0, 40)}"` : describeType(instanceId),
  });
}
