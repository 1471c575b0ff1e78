import type { LaunchMarket } from './create-instance-input.js';
import type { Ec2InstanceType } from './ec2-instance-type.js';

/** One way to launch, over what the input says. What is left out stays as the input has it. */
export interface LaunchChoice {
  /** Such as `m8i.4xlarge`. */
  readonly instanceType?: Ec2InstanceType | undefined;
  /** Where to launch. Not together with `availabilityZone`. */
  readonly subnetId?: string | undefined;
  /** Where to launch, in the zone's default subnet. Takes the place of a subnet that the input names. */
  readonly availabilityZone?: string | undefined;
  /** How to pay. */
  readonly market?: LaunchMarket | undefined;
}

/** What {@link launchChoices} combines, each list in order of preference. */
export interface LaunchPreferences {
  /** Default: as the input has it. */
  readonly markets?: readonly LaunchMarket[] | undefined;
  /** Default: as the input has it. */
  readonly instanceTypes?: readonly Ec2InstanceType[] | undefined;
  /** Default: as the input has it. */
  readonly subnetIds?: readonly string[] | undefined;
}

/**
 * Every combination of markets, types and subnets, in the order in which to try them: all subnets of the
 * first type, then those of the next, and all types on the first market before any on the next. An empty list among
 * them leaves nothing to choose from: there are no choices, which a launch refuses.
 *
 * @example
 * const choices = launchChoices({ markets: ['spot', 'on-demand'], instanceTypes: ['c8i.4xlarge', 'm8i.4xlarge'] });
 */
export function launchChoices(preferences: LaunchPreferences): LaunchChoice[] {
  const { markets = [undefined], instanceTypes = [undefined], subnetIds = [undefined] } = preferences;
  return markets.flatMap((market) =>
    instanceTypes.flatMap((instanceType) =>
      subnetIds.map((subnetId) => ({ market, instanceType, subnetId })),
    ),
  );
}
