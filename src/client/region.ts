import { InputCheck } from '../errors/input-check.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { AwsRegion } from '../model/aws-region.js';
import { REGION_NAME } from '../model/name-shapes.js';

/**
 * Refuses what cannot be a region.
 *
 * @throws InvalidParameterError saying what was given instead.
 */
export function checkRegion(region: unknown, operation: string): asserts region is AwsRegion {
  const isRegion = typeof region === 'string' && REGION_NAME.test(region);
  new InputCheck(operation).that(isRegion, 'region', 'an AWS region such as us-east-1', region);
}

/** The error of a call that no region was named for. */
export function missingRegion(operation: string, cause?: unknown): InvalidParameterError {
  return new InvalidParameterError({
    operation,
    parameter: 'region',
    message:
      `${operation}: no region is known. Give one to the call, to the worker ({ instanceId, region }) or ` +
      'to the client, set AWS_REGION, or configure one for the profile.',
    cause,
  });
}
