import { InputCheck } from '../errors/input-check.js';

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
  const isId = typeof instanceId === 'string' && INSTANCE_ID.test(instanceId);
  new InputCheck(operation).that(isId, parameter, 'an instance id such as i-0123456789abcdef0', instanceId);
}
