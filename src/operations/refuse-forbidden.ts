import { describeType, isRecord } from '../errors/describe-type.js';
import { didYouMean } from '../errors/did-you-mean.js';
import { InvalidParameterError } from '../errors/invalid-parameter-error.js';
import type { CreateInstanceInput } from '../model/create-instance-input.js';
import type { LaunchChoice } from '../model/launch-choice.js';
import type { WorkerSettings } from '../settings/worker-settings.js';

/** A launch, or several, with whatever a plan may try in place of the first choice. */
export type LaunchToComplete = CreateInstanceInput & {
  readonly choices?: readonly LaunchChoice[] | undefined;
};

/** A call that settings have a say in. */
export interface RestrictedCall {
  readonly settings: WorkerSettings;
  readonly region: string;
  readonly operation: string;
}

/**
 * Refuses a region that the settings do not allow.
 *
 * @throws InvalidParameterError naming those that they do.
 */
export function refuseForbiddenRegion({ settings, region, operation }: RestrictedCall): void {
  const { allowedRegions } = settings.aws;
  if (allowedRegions.includes(region)) return;
  throw new InvalidParameterError({
    operation,
    region,
    parameter: 'region',
    expected: `one of ${allowedRegions.join(', ')}`,
    received: region,
    message:
      `${operation}: the region ${region} is not allowed. The settings' aws.allowedRegions are ` +
      `${allowedRegions.join(', ')}: name one of them, or add ${region} there.`,
  });
}

/**
 * Refuses a launch that may come to a type which the settings do not allow, by any of its choices.
 *
 * @param isDefault Whether the type of the launch itself is that of the settings.
 * @throws InvalidParameterError naming those that they do.
 */
export function refuseForbiddenTypes(
  call: RestrictedCall,
  { instanceType, overrides, choices }: LaunchToComplete,
  isDefault: boolean,
): void {
  const type: unknown = overrides?.InstanceType ?? instanceType;
  // What is no list of choices is left to the check of the launch.
  const alternatives: readonly unknown[] = Array.isArray(choices) && choices.length > 0 ? choices : [{}];
  for (const [index, choice] of alternatives.entries()) {
    const own = isRecord(choice) ? choice['instanceType'] : undefined;
    if (own === undefined) refuseForbiddenType(call, 'instanceType', type, isDefault);
    else refuseForbiddenType(call, `choices.${index}.instanceType`, own);
  }
}

/**
 * Refuses a type that the settings do not allow.
 *
 * @throws InvalidParameterError naming those that they do.
 */
export function refuseForbiddenType(
  { settings, region, operation }: RestrictedCall,
  parameter: string,
  type: unknown,
  isDefault = false,
): void {
  const { allowedInstanceTypes } = settings.worker;
  if (allowedInstanceTypes.includes(type as string)) return;
  const allowed = allowedInstanceTypes.join(', ');
  const named = typeof type === 'string' ? type : describeType(type);
  // A template's own type is not known here, so that it must be named to be allowed.
  const fault =
    type === undefined
      ? 'must be named, since that of a launch template cannot be checked'
      : `${named}${isDefault ? ', the default,' : ''} is not allowed`;
  const remedy = isDefault ? 'name one of them, or make it worker.defaultInstanceType' : 'name one of them';
  const hint = typeof type === 'string' && !isDefault ? didYouMean(type, allowedInstanceTypes) : '';
  throw new InvalidParameterError({
    operation,
    region,
    parameter,
    expected: `one of ${allowed}`,
    received: type === undefined ? 'nothing' : named,
    message:
      `${operation}: ${parameter} ${fault}. The settings' worker.allowedInstanceTypes are ${allowed}: ` +
      `${remedy}.${hint}`,
  });
}
